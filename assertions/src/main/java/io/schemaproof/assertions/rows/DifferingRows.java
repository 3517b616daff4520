package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Show a report the rows in which two sides differ, the first of them where there are many. */
final class DifferingRows {

    private static final String TITLE = "rows that differ";
    private static final String DIFFERENCE = "difference";
    private static final int MOST = 200;

    private final Pairing pairing;

    DifferingRows(Pairing pairing) {
        this.pairing = pairing;
    }

    /**
     * Rows that belong together, or have no other, in one line each.
     *
     * @param differs for each column, when it does
     * @param rest of the select: which rows, and in which order
     */
    Evidence matched(List<String> differs, String rest) {
        int columns = pairing.columns().size();
        String list = IntStream.range(0, columns)
                .mapToObj(i -> differs.get(i) + ", " + pairing.shown("a", i) + ", " + pairing.shown("b", i))
                .collect(Collectors.joining(", "));
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable String> row : pairing.query("SELECT CASE WHEN a.n IS NULL THEN 'missing' WHEN b.n IS NULL"
                + " THEN 'extra' ELSE 'changed' END, " + list + rest + " LIMIT " + (MOST + 1))) {
            String difference = String.valueOf(row.get(0));
            List<@Nullable String> shown = new ArrayList<>(List.of(difference));
            for (int i = 0; i < columns; i++) {
                String is = hidden(i, row.get(2 + 3 * i));
                String expected = hidden(i, row.get(3 + 3 * i));
                shown.add(
                        switch (difference) {
                            case "missing" -> expected;
                            case "changed" ->
                                "t".equals(row.get(1 + 3 * i)) ? text(is) + " instead of " + text(expected) : is;
                            default -> is;
                        });
            }
            rows.add(shown);
        }
        return evidence(names(Stream.of(DIFFERENCE), Stream.of()), rows);
    }

    /**
     * Rows of which there are too many or too few.
     *
     * @param wrong when they are
     */
    Evidence counted(String wrong, String extra) {
        int columns = pairing.columns().size();
        String list =
                IntStream.range(0, columns).mapToObj(i -> pairing.shown("g", i)).collect(Collectors.joining(", "));
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable String> row : pairing.query("SELECT CASE WHEN " + extra + " > 0 THEN 'extra' ELSE 'missing'"
                + " END, " + list + ", na, nb FROM " + pairing.counted() + " WHERE " + wrong + " ORDER BY "
                + Pairing.columns(columns) + " LIMIT " + (MOST + 1))) {
            List<@Nullable String> shown = new ArrayList<>(row);
            for (int i = 0; i < columns; i++) {
                shown.set(1 + i, hidden(i, row.get(1 + i)));
            }
            rows.add(shown);
        }
        return evidence(names(Stream.of(DIFFERENCE), Stream.of("times there", "times in the other")), rows);
    }

    private List<String> names(Stream<String> before, Stream<String> after) {
        return Stream.of(before, pairing.columns().stream().map(Names::quote), after)
                .flatMap(names -> names)
                .toList();
    }

    private static Evidence evidence(List<String> names, List<List<@Nullable String>> rows) {
        return new Evidence.Rows(TITLE, names, rows.stream().limit(MOST).toList(), rows.size() > MOST);
    }

    private @Nullable String hidden(int column, @Nullable String value) {
        return pairing.hides(column) && value != null ? MaskedColumns.MASK : value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "NULL" : value;
    }
}
