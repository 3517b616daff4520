package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which values before stand beside which after, in the rows that there were and are. NULL is a value like any other.
 *
 * @param rows how many rows were compared
 * @param split how many values have become several
 * @param merged how many values stand for several
 * @param splits a few of those that have become several
 * @param merges a few of those that stand for several
 */
record ValueMapping(long rows, long split, long merged, List<Several> splits, List<Several> merges) {

    private static final int VALUES = 5;
    private static final int OTHERS = 3;

    /**
     * One value beside several.
     *
     * @param others a few of those, the most frequent first
     * @param count how many there are
     */
    record Several(@Nullable String value, List<Other> others, long count) {}

    /** A value and the rows that have it. */
    record Other(@Nullable String value, long rows) {}

    static ValueMapping of(Connection connection, CopiedTable table, MappedValue from, MappedValue to)
            throws SQLException {
        String pairs = pairs(connection, table, from, to);
        List<@Nullable String> counts = Sql.rows(
                        connection,
                        pairs + "SELECT coalesce((SELECT sum(n) FROM pairs), 0), " + several("was") + ", "
                                + several("now"))
                .get(0);
        long split = number(counts.get(1));
        long merged = number(counts.get(2));
        return new ValueMapping(
                number(counts.get(0)),
                split,
                merged,
                split == 0 ? List.of() : samples(connection, pairs, "was", "now"),
                merged == 0 ? List.of() : samples(connection, pairs, "now", "was"));
    }

    private static String several(String value) {
        return "(SELECT count(*) FROM (SELECT FROM pairs GROUP BY " + value + " HAVING count(*) > 1) s)";
    }

    /** The pairs of values, each once with the number of its rows, to stand before a SELECT. */
    private static String pairs(Connection connection, CopiedTable table, MappedValue from, MappedValue to)
            throws SQLException {
        WatchedTable before = table.was().orElseThrow();
        // Under its own name, so that an expression may say orders.status.
        String was = "(SELECT "
                + IntStream.range(0, before.columns().size())
                        .mapToObj(
                                i -> "c" + i + " AS " + before.columns().get(i).quoted(""))
                        .collect(Collectors.joining(", "))
                + " FROM " + table.copy() + ") "
                + Names.sql(List.of(before.name().name()));
        String now = table.is().from();
        List<String> wasKeys = new ArrayList<>();
        List<String> nowKeys = new ArrayList<>();
        for (WatchedTable.Column column : before.columns()) {
            if (column.keyPosition() > 0) {
                wasKeys.add(column.quoted(""));
                nowKeys.add(table.is()
                        .same(column, before.oid() == table.is().oid(), before.columns())
                        .orElseThrow()
                        .image());
            }
        }
        String oldValue = from.column().isPresent()
                ? Names.sql(List.of(from.column().get()))
                : text(connection, from.text(), was);
        String newValue =
                to.column().isPresent() ? table.column(to.column().get()).image() : text(connection, to.text(), now);
        return "WITH pairs AS MATERIALIZED (SELECT b.v AS was, a.v AS now, count(*) AS n FROM (SELECT " + oldValue
                + " AS v, " + keys(wasKeys) + " FROM " + was + ") b JOIN (SELECT " + newValue + " AS v, "
                + keys(nowKeys) + " FROM " + now + ") a ON "
                + IntStream.range(0, wasKeys.size())
                        .mapToObj(i -> "b.k" + i + " = a.k" + i)
                        .collect(Collectors.joining(" AND "))
                + " GROUP BY 1, 2) ";
    }

    private static String keys(List<String> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i) + " AS k" + i)
                .collect(Collectors.joining(", "));
    }

    /** An expression as a text that is different for different values. */
    private static String text(Connection connection, String expression, String from) throws SQLException {
        String type = String.valueOf(Sql.rows(
                        connection,
                        "SELECT pg_catalog.pg_typeof((SELECT " + expression + " FROM " + from + " LIMIT 0))")
                .get(0)
                .get(0));
        return Sql.text(expression, type) + WatchedTable.BYTES;
    }

    private static List<Several> samples(Connection connection, String pairs, String value, String other)
            throws SQLException {
        String select =
                pairs + "SELECT g.place, g.value, g.kinds, o.other, o.n FROM (SELECT row_number() OVER (ORDER BY "
                        + value + ") AS place, " + value + " AS value, count(*) AS kinds FROM pairs GROUP BY " + value
                        + " HAVING count(*) > 1 ORDER BY " + value + " LIMIT " + VALUES
                        + ") g CROSS JOIN LATERAL (SELECT " + other + " AS other, n FROM pairs WHERE " + value
                        + " IS NOT DISTINCT FROM g.value ORDER BY n DESC, " + other + " LIMIT " + OTHERS
                        + ") o ORDER BY g.place, o.n DESC, o.other";
        Map<String, Several> found = new LinkedHashMap<>();
        for (List<@Nullable String> row : Sql.rows(connection, select)) {
            found.computeIfAbsent(
                            String.valueOf(row.get(0)),
                            place -> new Several(row.get(1), new ArrayList<>(), number(row.get(2))))
                    .others
                    .add(new Other(row.get(3), number(row.get(4))));
        }
        return List.copyOf(found.values());
    }

    private static long number(@Nullable String text) {
        return Long.parseLong(String.valueOf(text));
    }
}
