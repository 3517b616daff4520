package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compare two sets of rows on the server. */
final class RowComparison {

    private static final int SAMPLES = 5;

    private final Pairing pairing;
    private final Comparing how;

    private RowComparison(Pairing pairing, Comparing how) {
        this.pairing = pairing;
        this.how = how;
    }

    /** The failure where the columns or their types differ, which is one with and without rows. */
    static Optional<Failure> columns(RowsSql actual, RowsSql expected, Comparing how, String rule) {
        List<String> all = names(actual);
        List<String> either =
                Stream.concat(all.stream(), names(expected).stream()).distinct().toList();
        for (String name : how.named()) {
            if (!either.contains(name)) {
                return Optional.of(Failure.expected("column " + Names.quote(name) + " to exist")
                        .butWas(Names.quote(name), "no such column")
                        .line(Names.didYouMean(name, either))
                        .line("Columns there are: " + String.join(", ", either)));
            }
        }
        List<String> ours = how.chosen(all);
        List<String> theirs = how.chosen(names(expected));
        SetDifference difference = SetDifference.exactly(theirs, ours);
        if (!difference.isEmpty() || ours.isEmpty()) {
            return Optional.of(Failure.expected(rule + ": the same columns").sets(difference));
        }
        List<String> sorted = ours.stream().sorted().toList();
        List<String> wanted = described(sorted, types(expected, sorted));
        List<String> found = described(sorted, types(actual, sorted));
        List<Integer> wrong = IntStream.range(0, wanted.size())
                .filter(i -> !wanted.get(i).equals(found.get(i)))
                .boxed()
                .toList();
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected(rule + ": columns of the same types")
                        .butWas(
                                wrong.stream().map(wanted::get).collect(Collectors.joining(", ")),
                                wrong.stream().map(found::get).collect(Collectors.joining(", "))));
    }

    /** Only for sides whose columns are the same. */
    static RowComparison of(RowsSql actual, RowsSql expected, Comparing how) {
        List<String> columns = how.chosen(names(actual));
        return new RowComparison(new Pairing(actual, expected, columns, types(actual, columns)), how);
    }

    Pairing pairing() {
        return pairing;
    }

    /**
     * Compare both ways.
     *
     * @throws IllegalArgumentException if a tolerance is given and nothing says which rows belong together
     */
    RowDifference compare() {
        if (how.isInOrder()) {
            return matched(List.of());
        }
        List<String> key = key();
        if (!key.isEmpty() && namesEachRow(key)) {
            return matched(key);
        }
        if (!how.key().isEmpty() || !how.tolerances().isEmpty()) {
            throw new IllegalArgumentException(
                    key.isEmpty()
                            ? "A tolerance needs rows that belong together: say matchedBy(..) or inOrder()."
                            : "(" + String.join(", ", key) + ") does not name each row: it is NULL or twice the same.");
        }
        return bag();
    }

    /** Compare both ways without looking which rows belong together. */
    RowDifference bag() {
        return counted(
                how.isSet() ? "CASE WHEN na > 0 AND nb = 0 THEN na ELSE 0 END" : "greatest(na - nb, 0)",
                how.isSet() ? "CASE WHEN nb > 0 AND na = 0 THEN nb ELSE 0 END" : "greatest(nb - na, 0)");
    }

    /** Whether all that was expected is there, among others. */
    RowDifference contained() {
        return counted("0", how.isSet() ? "CASE WHEN na = 0 THEN nb ELSE 0 END" : "greatest(nb - na, 0)");
    }

    /** Whether any of what must not be there is. */
    RowDifference common() {
        return counted("CASE WHEN nb > 0 THEN na ELSE 0 END", "0");
    }

    private List<String> key() {
        if (!how.key().isEmpty()) {
            return how.key();
        }
        List<String> primary = RowKey.of(pairing.actual()).primary().stream()
                .map(Names::column)
                .toList();
        return pairing.columns().containsAll(primary) ? primary : List.of();
    }

    private boolean namesEachRow(List<String> key) {
        if (!pairing.columns().containsAll(key)) {
            throw new IllegalArgumentException("Columns that match rows must be compared too: " + key);
        }
        String list = pairing.named(key).collect(Collectors.joining(", "));
        String known = "num_nulls(" + list + ") = 0";
        List<@Nullable String> flags = pairing.query("SELECT"
                        + " (SELECT count(*) FROM a) = (SELECT count(*) FROM (SELECT DISTINCT " + list
                        + " FROM a WHERE " + known
                        + ") d), (SELECT count(*) FROM b) = (SELECT count(*) FROM (SELECT DISTINCT " + list
                        + " FROM b WHERE " + known + ") d)")
                .get(0);
        return flags.stream().allMatch("t"::equals);
    }

    /** Compare rows that belong together by a key, or by their place where there is none. */
    private RowDifference matched(List<String> key) {
        String on = key.isEmpty()
                ? "a.n = b.n"
                : pairing.named(key).map(c -> "a." + c + " = b." + c).collect(Collectors.joining(" AND "));
        String join = " FROM a FULL JOIN b ON " + on;
        int columns = pairing.columns().size();
        List<String> differs = IntStream.range(0, columns)
                .mapToObj(i -> pairing.differs(i, how.tolerances()))
                .toList();
        String both = "a.n IS NOT NULL AND b.n IS NOT NULL AND ";
        String any = "(" + String.join(" OR ", differs) + ")";
        List<Long> counts = pairing
                .query("SELECT (SELECT count(*) FROM b), (SELECT count(*) FROM a),"
                        + filtered("a.n IS NULL") + "," + filtered("b.n IS NULL") + "," + filtered(both + any) + ","
                        + differs.stream().map(d -> filtered(both + d)).collect(Collectors.joining(",")) + join)
                .get(0)
                .stream()
                .map(count -> Long.parseLong(String.valueOf(count)))
                .toList();
        List<Integer> shownKey = key.stream().map(pairing.columns()::indexOf).toList();
        List<String> changed = counts.get(4) == 0
                ? List.of()
                : changed(join + " WHERE " + both + any + order(key, "a"), shownKey, differs);
        String perColumn = IntStream.range(0, columns)
                .filter(i -> counts.get(5 + i) > 0)
                .mapToObj(i -> pairing.columns().get(i) + " (" + counts.get(5 + i) + ")")
                .collect(Collectors.joining(", "));
        return new RowDifference(
                counts.get(0),
                counts.get(1),
                new RowDifference.Part(counts.get(4), ", in " + perColumn, changed),
                alone(counts.get(2), "b", join + " WHERE a.n IS NULL" + order(key, "b"), shownKey),
                alone(counts.get(3), "a", join + " WHERE b.n IS NULL" + order(key, "a"), shownKey),
                pairing.again("SELECT a.*, b.*" + join + " WHERE a.n IS NULL OR b.n IS NULL OR " + any),
                () -> new DifferingRows(pairing)
                        .matched(differs, join + " WHERE a.n IS NULL OR b.n IS NULL OR " + any + eitherOrder(key)));
    }

    private static String filtered(String condition) {
        return " count(*) FILTER (WHERE " + condition + ")";
    }

    private String order(List<String> key, String side) {
        return " ORDER BY "
                + (key.isEmpty()
                        ? side + ".n"
                        : pairing.named(key).map(c -> side + "." + c).collect(Collectors.joining(", ")))
                + " LIMIT " + SAMPLES;
    }

    private String eitherOrder(List<String> key) {
        return " ORDER BY "
                + Stream.concat(pairing.named(key), Stream.of("n"))
                        .map(c -> "coalesce(a." + c + ", b." + c + ")")
                        .collect(Collectors.joining(", "));
    }

    private RowDifference.Part alone(long count, String side, String rest, List<Integer> key) {
        return count == 0
                ? RowDifference.Part.NONE
                : new RowDifference.Part(
                        count,
                        "",
                        pairing.query("SELECT " + names(side, key) + rest).stream()
                                .map(row -> name(row, key))
                                .toList());
    }

    private List<String> changed(String rest, List<Integer> key, List<String> differs) {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < differs.size(); i++) {
            wanted.add(differs.get(i) + ", " + pairing.shown("a", i) + ", " + pairing.shown("b", i));
        }
        int from = Math.max(1, key.size());
        return pairing.query("SELECT " + names("a", key) + ", " + String.join(", ", wanted) + rest).stream()
                .map(row -> name(row, key) + ": "
                        + IntStream.range(0, differs.size())
                                .filter(i -> "t".equals(row.get(from + 3 * i)))
                                .mapToObj(i -> Names.quote(pairing.columns().get(i)) + " = "
                                        + value(i, row.get(from + 3 * i + 1)) + " instead of "
                                        + value(i, row.get(from + 3 * i + 2)))
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    private String names(String side, List<Integer> key) {
        return key.isEmpty()
                ? side + ".n"
                : key.stream().map(i -> pairing.shown(side, i)).collect(Collectors.joining(", "));
    }

    private String name(List<@Nullable String> row, List<Integer> key) {
        return key.isEmpty()
                ? "row " + row.get(0)
                : IntStream.range(0, key.size())
                        .mapToObj(i ->
                                Names.quote(pairing.columns().get(key.get(i))) + " = " + value(key.get(i), row.get(i)))
                        .collect(Collectors.joining(", "));
    }

    private String value(int column, @Nullable String value) {
        return pairing.hides(column) && value != null ? MaskedColumns.MASK : RowCheck.shortened(value);
    }

    /** Compare how often each row occurs. */
    private RowDifference counted(String extra, String missing) {
        List<Long> counts = pairing
                .query("SELECT (SELECT count(*) FROM b), (SELECT count(*) FROM a), coalesce(sum(" + missing
                        + "), 0), coalesce(sum(" + extra + "), 0) FROM " + pairing.counted())
                .get(0)
                .stream()
                .map(count -> Long.parseLong(String.valueOf(count)))
                .toList();
        String wrong = extra + " > 0 OR " + missing + " > 0";
        return new RowDifference(
                counts.get(0),
                counts.get(1),
                RowDifference.Part.NONE,
                few(counts.get(2), missing),
                few(counts.get(3), extra),
                pairing.again("SELECT * FROM " + pairing.counted() + " WHERE " + wrong),
                () -> new DifferingRows(pairing).counted(wrong, extra));
    }

    private RowDifference.Part few(long count, String often) {
        if (count == 0) {
            return RowDifference.Part.NONE;
        }
        int columns = pairing.columns().size();
        String texts =
                IntStream.range(0, columns).mapToObj(i -> pairing.shown("g", i)).collect(Collectors.joining(", "));
        List<String> lines = pairing
                .query("SELECT " + texts + ", " + often + " FROM " + pairing.counted() + " WHERE " + often
                        + " > 0 ORDER BY " + Pairing.columns(columns) + " LIMIT " + SAMPLES)
                .stream()
                .map(row -> pairing.line(row) + ("1".equals(row.get(columns)) ? "" : " × " + row.get(columns)))
                .toList();
        return new RowDifference.Part(count, "", lines);
    }

    private static List<String> names(RowsSql rows) {
        return rows.columns().stream().map(RowsSql.Column::name).toList();
    }

    private static List<ServerType> types(RowsSql rows, List<String> columns) {
        return rows.types(columns.stream().map(rows::quoted).toList());
    }

    private static List<String> described(List<String> columns, List<ServerType> types) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> Names.quote(columns.get(i)) + " " + types.get(i).name())
                .toList();
    }
}
