package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.query.QueryException;
import io.schemaproof.verify.result.Evidence;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Count rows on the server and fetch a few of the failing ones by their key. */
final class RowCheck {

    private static final int SAMPLES = 5;
    private static final int SHOWN = 80;
    private static final int REPORTED = 200;

    private final RowsSql rows;
    private final Optional<RowStore> store;
    private @Nullable RowKey key;
    private @Nullable Supplier<Evidence> shownRows;
    private @Nullable Supplier<Evidence> shownSql;

    RowCheck(RowsSql rows, Optional<RowStore> store) {
        this.rows = rows;
        this.store = store;
    }

    RowsSql rows() {
        return rows;
    }

    String where() {
        return rows.label();
    }

    long count() {
        return rows.number("SELECT count(*)" + rows.from());
    }

    /** The SQL that counts the rows again. */
    String counting() {
        return look("SELECT count(*)" + rows.from());
    }

    /**
     * Count the rows of a scope and those among them that fail.
     *
     * @param scope condition on the rows that can be judged
     * @param failing condition on those that fail; unknown is not failing
     */
    Result judge(String scope, String failing) {
        return result("SELECT count(*) FILTER (WHERE " + failing + "), count(*)" + rows.and(scope));
    }

    /** Two numbers: how many failed, how many were judged. */
    Result result(String sql) {
        List<@Nullable String> counts = rows.query(sql).get(0);
        return new Result(Long.parseLong(String.valueOf(counts.get(0))), Long.parseLong(String.valueOf(counts.get(1))));
    }

    /** Fetch a few rows, each as its key and the expressions asked for. */
    List<String> samples(String failing, List<String> expressions) {
        return samples(failing, expressions, key().columns());
    }

    /** Fetch a few rows of a query that offers the key's columns and the expressions under these names. */
    List<String> samples(String failing, List<String> expressions, List<String> keyColumns) {
        List<String> wanted = Stream.concat(keyColumns.stream(), expressions.stream())
                .distinct()
                .toList();
        // Without names of their own the texts would be what ORDER BY sorts by.
        String select = IntStream.range(0, wanted.size())
                .mapToObj(i -> "(" + wanted.get(i) + ")::text AS schemaproof_" + i)
                .collect(Collectors.joining(", "));
        String order = key().order();
        List<List<@Nullable String>> found = rows.query("SELECT " + (select.isEmpty() ? "''" : select)
                + rows.and(failing) + (order.isEmpty() ? "" : " ORDER BY " + order) + " LIMIT " + SAMPLES);
        return lines(wanted, found);
    }

    List<String> lines(List<String> names, List<List<@Nullable String>> found) {
        List<String> lines = new ArrayList<>();
        for (List<@Nullable String> row : found) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                parts.add(names.get(i) + " = " + shown(names.get(i), row.get(i)));
            }
            if (!parts.isEmpty()) {
                lines.add(String.join(", ", parts));
            }
        }
        return lines;
    }

    /** The SQL that shows the failing rows again; none where it would hold a hidden value. */
    String again(String failing) {
        return failing("SELECT *" + (failing.equals("true") ? rows.from() : rows.and(failing)), failing);
    }

    /**
     * A SELECT that shows again what failed, as a line to be pasted into psql.
     *
     * @param tested what it says of columns
     */
    String look(String select, String... tested) {
        return rows.again(select, List.of(tested)).map(text -> "Look: " + text).orElse("");
    }

    /** The same of a SELECT that shows the rows that failed, which are written down where that was asked for. */
    String failing(String select, String... tested) {
        shownRows = () -> evidence(select);
        shownSql = rows.again(select, List.of(tested))
                .<Supplier<Evidence>>map(sql -> () -> new Evidence.Sql("the SQL that shows them again", sql))
                .orElse(null);
        return Stream.concat(
                        Stream.of(look(select, tested)).filter(line -> !line.isEmpty()),
                        store.stream().map(where -> where.store(rows, select)))
                .collect(Collectors.joining("\n"));
    }

    /** The rows that the last check showed, and how, for a report; empty where it showed none. */
    List<Supplier<Evidence>> seen() {
        List<Supplier<Evidence>> seen =
                Stream.of(shownRows, shownSql).flatMap(Stream::ofNullable).toList();
        shownRows = null;
        shownSql = null;
        return seen;
    }

    private Evidence evidence(String select) {
        try {
            FailingRows failing = FailingRows.read(rows, select, REPORTED);
            return new Evidence.Rows("failing rows", failing.names(), failing.rows(), failing.more());
        } catch (SQLException e) {
            throw new QueryException(FailingRows.notStored(rows, e), e);
        }
    }

    RowKey key() {
        RowKey known = key;
        if (known == null) {
            known = RowKey.of(rows);
            key = known;
        }
        return known;
    }

    /** A value of an expression as a message may show it. */
    String shown(String expression, @Nullable String value) {
        return rows.hides(expression) && value != null ? MaskedColumns.MASK : shortened(value);
    }

    static String shortened(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    }

    /** How many failed of how many judged. */
    record Result(long failing, long judged) {

        double percent() {
            return judged == 0 ? 0 : 100.0 * failing / judged;
        }

        @Override
        public String toString() {
            return Figures.grouped(failing) + " of " + Figures.grouped(judged) + " rows ("
                    + String.format(Locale.ROOT, "%.2f", percent()) + " %)";
        }
    }
}
