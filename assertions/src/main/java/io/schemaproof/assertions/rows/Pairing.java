package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two sets of rows side by side in one statement: {@code a} what there is, {@code b} what was expected, with the compared
 * columns as {@code c0}, {@code c1}, … and each row's place as {@code n}.
 *
 * @param actual what there is
 * @param expected what was expected
 * @param columns the compared columns, as stored
 * @param types their types, the same on both sides
 */
record Pairing(RowsSql actual, RowsSql expected, List<String> columns, List<ServerType> types) {

    /** Of a query that shows the rows again; of a wide table it would hide what it is to explain. */
    private static final int MOST_CHARACTERS = 2000;

    List<List<@Nullable String>> query(String select) {
        List<@Nullable Object> binds = new ArrayList<>(actual.binds());
        binds.addAll(expected.binds());
        return actual.run(with() + select, binds);
    }

    /** A SELECT that shows again what differs, to be pasted into psql; none where it would show a hidden value. */
    String again(String select) {
        boolean open = actual.isOpen()
                && expected.isOpen()
                && IntStream.range(0, columns.size()).noneMatch(this::hides);
        String look = "Look: " + RowsSql.psql(with() + select) + ";";
        return open && look.length() <= MOST_CHARACTERS ? look : "";
    }

    private String with() {
        return "WITH a AS MATERIALIZED (" + side(actual) + "), b AS MATERIALIZED (" + side(expected) + ") ";
    }

    /** Compared byte by byte where a collation could take different texts for equal, or differ between the sides. */
    private String side(RowsSql rows) {
        List<String> names = columns.stream().map(rows::quoted).toList();
        String list = IntStream.range(0, columns.size())
                .mapToObj(i -> types.get(i).comparable("c" + i) + (types.get(i).collatable() ? " COLLATE \"C\"" : "")
                        + " AS c" + i)
                .collect(Collectors.joining(", "));
        return "SELECT row_number() OVER () AS n" + (list.isEmpty() ? "" : ", " + list) + " FROM (" + rows.select(names)
                + ") schemaproof_side(" + columns(columns.size()) + ")";
    }

    static String columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    /** A compared column as text. */
    String shown(String side, int column) {
        return Sql.text(side + ".c" + column, types.get(column).name());
    }

    boolean hides(int column) {
        return hides(actual, columns.get(column)) || hides(expected, columns.get(column));
    }

    private static boolean hides(RowsSql rows, String column) {
        return rows.columns().stream().anyMatch(c -> c.name().equals(column) && c.hidden());
    }

    /** The condition under which a pair of rows differs in a column. */
    String differs(int column, Map<String, Object> tolerances) {
        String a = "a.c" + column;
        String b = "b.c" + column;
        String differs = a + " IS DISTINCT FROM " + b;
        Optional<Object> tolerance = Optional.ofNullable(tolerances.get(columns.get(column)));
        return tolerance
                .map(allowed -> {
                    String far = ServerType.distance(allowed instanceof Number, allowed);
                    return "(" + differs + " AND coalesce(" + a + " > " + b + " + " + far + " OR " + a + " < " + b
                            + " - " + far + ", true))";
                })
                .orElse(differs);
    }

    /** Both sides in one list with how often each row occurs: {@code na} and {@code nb}. */
    String counted() {
        String list = columns(columns.size());
        return "(SELECT " + list
                + ", count(*) FILTER (WHERE side) AS na, count(*) FILTER (WHERE NOT side) AS nb FROM (SELECT true AS side, "
                + list + " FROM a UNION ALL SELECT false, " + list + " FROM b) u GROUP BY " + list + ") g";
    }

    /** A row of texts as a message shows it. */
    String line(List<@Nullable String> row) {
        List<String> values = IntStream.range(0, columns.size())
                .mapToObj(i -> hides(i) && row.get(i) != null ? "***" : RowCheck.shortened(row.get(i)))
                .toList();
        return values.size() == 1 ? values.get(0) : values.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    List<String> few(String side, String rest, int most) {
        String texts =
                IntStream.range(0, columns.size()).mapToObj(i -> shown(side, i)).collect(Collectors.joining(", "));
        return query("SELECT " + texts + " FROM " + rest + " LIMIT " + most).stream()
                .map(this::line)
                .toList();
    }

    Stream<String> named(List<String> wanted) {
        return wanted.stream().map(columns::indexOf).map(i -> "c" + i);
    }
}
