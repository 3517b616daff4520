package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.query.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compare what a query returns with rows that are given in Java; the server makes rows of them and compares.
 *
 * @since 0.1
 */
public final class QueryResults {

    private static final int SHOWN = 20;

    private final RowsSql actual;

    private QueryResults(RowsSql actual) {
        this.actual = actual;
    }

    /**
     * Take a query.
     *
     * @throws io.schemaproof.query.QueryException if the server refuses it
     */
    public static QueryResults of(Query query) {
        return new QueryResults(RowsSql.of(Rows.of(query), MaskedColumns.ofSystem(), Optional.empty()));
    }

    public long count() {
        return actual.number("SELECT count(*)" + actual.from());
    }

    /** The failure unless exactly these rows are returned in this order. */
    public Optional<Failure> inOrder(@Nullable Object... rows) {
        RowComparison ordered = comparison(Comparing.all().inOrder(), rows);
        RowDifference places = ordered.compare();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        RowDifference bag = comparison(Comparing.all(), rows).bag();
        Failure failure = failure("the query to return exactly these rows in this order", ordered, bag);
        if (bag.isEmpty()) {
            failure.line("The same rows, in another order.").seen(places.shown());
        } else {
            failure.seen(bag.shown());
        }
        return Optional.of(failure);
    }

    /** The failure unless exactly these rows are returned, each as often as given. */
    public Optional<Failure> exactly(@Nullable Object... rows) {
        RowComparison comparison = comparison(Comparing.all(), rows);
        RowDifference difference = comparison.bag();
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of(failure("the query to return exactly these rows", comparison, difference)
                        .seen(difference.shown()));
    }

    /** The failure unless these rows are among those returned, each as often as given. */
    public Optional<Failure> contained(@Nullable Object... rows) {
        RowComparison comparison = comparison(Comparing.all(), atLeastOne(rows));
        RowDifference difference = comparison.contained();
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of(failure("the query to return at least these rows", comparison, difference)
                        .seen(difference.shown()));
    }

    /** The failure if one of these rows is among those returned. */
    public Optional<Failure> absent(@Nullable Object... rows) {
        RowComparison comparison = comparison(Comparing.all(), atLeastOne(rows));
        RowDifference difference = comparison.common();
        if (difference.actual() == 0) {
            return Optional.of(Failure.expected("the query to return none of these rows")
                    .butWas("at least one row to judge", "none: nothing was checked")
                    .line("Say returnsNoRows() if that is meant.")
                    .undecided());
        }
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of(failure("the query to return none of these rows", comparison, difference)
                        .seen(difference.shown()));
    }

    private static @Nullable Object[] atLeastOne(@Nullable Object... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("Name at least one row.");
        }
        return rows;
    }

    private static Failure failure(String rule, RowComparison comparison, RowDifference difference) {
        Pairing pairing = comparison.pairing();
        Failure failure = Failure.expected(rule).butWas(listed(pairing, "b"), listed(pairing, "a"));
        add(failure, "missing : ", difference.missing());
        add(failure, "extra   : ", difference.extra());
        difference.missing().samples().stream()
                .map(missing -> Names.didYouMean(missing, difference.extra().samples()))
                .filter(hint -> !hint.contains(MaskedColumns.MASK))
                .forEach(failure::line);
        if (difference.expected() != difference.actual()) {
            failure.line(difference.expected() + " rows expected, " + difference.actual() + " returned.");
        }
        return failure;
    }

    private static void add(Failure failure, String word, RowDifference.Part part) {
        if (part.count() > 0) {
            String more = part.count() > part.samples().size() ? ", … (" + part.count() + ")" : "";
            failure.line(word + String.join(", ", part.samples()) + more);
        }
    }

    private static String listed(Pairing pairing, String side) {
        List<String> rows = pairing.few(side, side + " ORDER BY n", SHOWN + 1);
        return rows.isEmpty()
                ? "none"
                : rows.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (rows.size() > SHOWN ? ", …" : "");
    }

    private RowComparison comparison(Comparing how, @Nullable Object... rows) {
        return RowComparison.of(actual, RowsSql.of(Rows.of(values(rows)), actual.masks(), Optional.empty()), how);
    }

    /** The rows as a query of the same columns and types. */
    private Query values(@Nullable Object... rows) {
        List<String> names = actual.columns().stream().map(RowsSql.Column::sql).toList();
        List<ServerType> types = actual.types(names);
        String list = rows.length == 0
                ? types.stream().map(type -> type.literal(null)).collect(Collectors.joining(", ", "(", ")"))
                : Arrays.stream(rows).map(row -> row(row, types)).collect(Collectors.joining(", "));
        return Query.of(
                actual.rows().dataSource(),
                "SELECT * FROM (VALUES " + list + ") schemaproof_values(" + String.join(", ", names) + ")"
                        + (rows.length == 0 ? " WHERE false" : ""));
    }

    private static String row(@Nullable Object row, List<ServerType> types) {
        List<?> values = row instanceof List<?> list && isRow(list, types) ? list : Arrays.asList(row);
        if (values.size() != types.size()) {
            throw new IllegalArgumentException("The query has " + types.size() + " columns but the expected row "
                    + values + " has " + values.size() + " values. Write row(a, b) for a row of several columns.");
        }
        return IntStream.range(0, types.size())
                .mapToObj(i -> types.get(i).literal(values.get(i)))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A list for a query of one column is the value of an array, unless it holds a list itself. */
    private static boolean isRow(List<?> list, List<ServerType> types) {
        boolean value = types.size() == 1 && types.get(0).category() == 'A';
        return !value || (list.size() == 1 && list.get(0) instanceof List<?>);
    }
}
