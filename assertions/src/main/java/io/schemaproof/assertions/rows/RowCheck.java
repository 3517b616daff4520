package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Count rows on the server and fetch a few of the failing ones by their key. */
final class RowCheck {

    private static final int SAMPLES = 5;
    private static final int SHOWN = 80;

    private final Sql sql;
    private final Rows rows;
    private final Relation relation;

    RowCheck(Rows rows, Relation relation) {
        this.sql = new Sql(rows.dataSource());
        this.rows = rows;
        this.relation = relation;
    }

    Sql sql() {
        return sql;
    }

    /** The table and the condition, to follow SELECT …. */
    String from() {
        return " FROM " + relation
                + rows.condition()
                        .map(condition -> " WHERE (" + condition + ")")
                        .orElse("");
    }

    String and(String condition) {
        return from() + (rows.condition().isPresent() ? " AND " : " WHERE ") + "(" + condition + ")";
    }

    String where() {
        return "rows of " + relation + rows.condition().map(c -> " where " + c).orElse("");
    }

    long count() {
        return sql.number("SELECT count(*)" + from());
    }

    /**
     * Count the rows of a scope and those among them that fail.
     *
     * @param scope condition on the rows that can be judged
     * @param failing condition on those that fail; unknown is not failing
     */
    Result judge(String scope, String failing, @Nullable Object... binds) {
        List<@Nullable String> counts = sql.rows(
                        "SELECT count(*) FILTER (WHERE " + failing + "), count(*)" + and(scope), binds)
                .get(0);
        return new Result(Long.parseLong(String.valueOf(counts.get(0))), Long.parseLong(String.valueOf(counts.get(1))));
    }

    /** Fetch a few rows, each as its key and the expressions asked for. */
    List<String> samples(String failing, List<String> expressions, @Nullable Object... binds) {
        List<String> key = key();
        List<String> wanted =
                Stream.concat(key.stream(), expressions.stream()).distinct().toList();
        // Without names of their own the texts would be what ORDER BY sorts by.
        String select = IntStream.range(0, wanted.size())
                .mapToObj(i -> "(" + wanted.get(i) + ")::text AS schemaproof_" + i)
                .collect(Collectors.joining(", "));
        String order = key.equals(List.of("ctid")) ? "" : " ORDER BY " + String.join(", ", key);
        List<String> lines = new ArrayList<>();
        for (List<@Nullable String> row :
                sql.rows("SELECT " + select + and(failing) + order + " LIMIT " + SAMPLES, binds)) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                parts.add(wanted.get(i) + " = " + shown(row.get(i)));
            }
            lines.add(String.join(", ", parts));
        }
        return lines;
    }

    /** The SQL that shows the failing rows again. */
    String again(String failing) {
        return "Look: SELECT *" + and(failing) + ";";
    }

    /** The primary key; where there is none, the row's place in the table, or nothing for a view. */
    private List<String> key() {
        List<String> key = sql.column("""
                SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_index i
                CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE i.indisprimary AND i.indrelid = pg_catalog.to_regclass(?) ORDER BY k.position""", Names.sql(List.of(relation.schema(), relation.name())));
        if (!key.isEmpty()) {
            return key;
        }
        boolean stored = !sql.rows(
                        "SELECT 1 FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?) AND relkind IN ('r','m')",
                        Names.sql(List.of(relation.schema(), relation.name())))
                .isEmpty();
        return stored ? List.of("ctid") : List.of();
    }

    private static String shown(@Nullable String value) {
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
