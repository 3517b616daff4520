package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.changes.TableChanges.ColumnChanges;
import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compare a table with the copy of its rows from before. */
final class TableComparison {

    /** As many as a report shows; a message shows a few. */
    private static final int SAMPLES = 200;

    private final Connection connection;
    private final WatchedTable before;
    private final String copy;
    /** Pairs of columns: the place in the copy, and what the column is now. */
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(int place, WatchedTable.Column was, WatchedTable.Column is) {}

    TableComparison(Connection connection, WatchedTable before, String copy) {
        this.connection = connection;
        this.before = before;
        this.copy = copy;
    }

    static TableChanges created(WatchedTable table, long rows) {
        return new TableChanges(
                table.name(),
                Optional.empty(),
                table.visible(),
                0,
                true,
                Map.of(ChangeKind.CREATED, rows),
                Map.of(),
                names(table),
                List.of(),
                Map.of());
    }

    TableChanges dropped() throws SQLException {
        long rows = number("SELECT count(*) FROM " + copy);
        return new TableChanges(
                before.name(),
                Optional.empty(),
                before.visible(),
                rows,
                true,
                Map.of(ChangeKind.DELETED, rows),
                Map.of(),
                names(before),
                names(before),
                Map.of());
    }

    private static List<String> names(WatchedTable table) {
        return table.columns().stream().map(WatchedTable.Column::name).toList();
    }

    TableChanges with(WatchedTable after) throws SQLException {
        boolean sameTable = before.oid() == after.oid();
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < before.columns().size(); i++) {
            WatchedTable.Column was = before.columns().get(i);
            Optional<WatchedTable.Column> is = after.same(was, sameTable, before.columns());
            if (is.isPresent()) {
                pairs.add(new Pair(i, was, is.get()));
            } else {
                lost.add(was.name());
            }
        }
        List<Pair> key = pairs.stream()
                .filter(pair -> pair.was.keyPosition() > 0)
                .sorted(Comparator.comparing(pair -> pair.was.keyPosition()))
                .toList();
        boolean byKey = !key.isEmpty()
                && key.size()
                        == before.columns().stream()
                                .filter(column -> column.keyPosition() > 0)
                                .count()
                && namesEachRow(key, after);
        Counts counts = byKey ? byKey(key, after) : asBag(after);
        return new TableChanges(
                after.name(),
                Optional.of(before.name()).filter(name -> !name.equals(after.name())),
                after.visible(),
                number("SELECT count(*) FROM " + copy),
                byKey,
                counts.kinds,
                counts.columns,
                Stream.concat(names(before).stream(), names(after).stream())
                        .distinct()
                        .toList(),
                lost,
                counts.samples);
    }

    private record Counts(
            Map<ChangeKind, Long> kinds,
            Map<String, ColumnChanges> columns,
            Map<ChangeKind, List<ChangedRow>> samples) {}

    /** A key from before need not be one any more. */
    private boolean namesEachRow(List<Pair> key, WatchedTable after) throws SQLException {
        List<String> now = after.columns().stream()
                .filter(column -> column.keyPosition() > 0)
                .map(WatchedTable.Column::name)
                .toList();
        if (key.stream().map(pair -> pair.is.name()).collect(Collectors.toSet()).containsAll(now) && !now.isEmpty()) {
            return true;
        }
        String list = key.stream().map(pair -> pair.is.image()).collect(Collectors.joining(", "));
        return "t"
                .equals(Sql.rows(
                                connection,
                                "SELECT (SELECT count(*) FROM " + after.from()
                                        + ") = (SELECT count(*) FROM (SELECT DISTINCT " + list + " FROM " + after.from()
                                        + " WHERE num_nulls(" + list + ") = 0) d)")
                        .get(0)
                        .get(0));
    }

    private Counts byKey(List<Pair> key, WatchedTable after) throws SQLException {
        String on = key.stream()
                .map(pair -> "b.c" + pair.place + " = a.c" + pair.place)
                .collect(Collectors.joining(" AND "));
        String join = " FROM " + copy + " b FULL JOIN (" + images(after) + ") a ON " + on;
        String keyColumn = ".c" + key.get(0).place;
        String created = "b" + keyColumn + " IS NULL";
        String deleted = "a" + keyColumn + " IS NULL";
        String both = "NOT (" + created + " OR " + deleted + ")";
        String modified = both + " AND ("
                + pairs.stream().map(TableComparison::differs).collect(Collectors.joining(" OR ")) + ")";
        StringBuilder select =
                new StringBuilder("SELECT" + filtered(created) + "," + filtered(modified) + "," + filtered(deleted));
        for (Pair pair : pairs) {
            select.append(",").append(filtered(both + " AND " + differs(pair)));
            select.append(",").append(filtered(both + " AND " + differs(pair) + " AND a.c" + pair.place + " IS NULL"));
        }
        List<@Nullable String> row = Sql.rows(connection, select + join).get(0);
        Map<ChangeKind, Long> kinds = kinds(row.get(0), row.get(1), row.get(2));
        Map<String, ColumnChanges> columns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            long count = Long.parseLong(String.valueOf(row.get(3 + 2 * i)));
            if (count > 0) {
                columns.put(
                        pairs.get(i).is.name(),
                        new ColumnChanges(count, Long.parseLong(String.valueOf(row.get(4 + 2 * i)))));
            }
        }
        Map<ChangeKind, List<ChangedRow>> samples = new LinkedHashMap<>();
        samples.put(ChangeKind.CREATED, alone(kinds, ChangeKind.CREATED, key, "a", join + " WHERE " + created));
        samples.put(ChangeKind.DELETED, alone(kinds, ChangeKind.DELETED, key, "b", join + " WHERE " + deleted));
        samples.put(
                ChangeKind.MODIFIED,
                kinds.getOrDefault(ChangeKind.MODIFIED, 0L) == 0
                        ? List.of()
                        : modified(key, join + " WHERE " + modified));
        return new Counts(kinds, columns, samples);
    }

    private List<ChangedRow> alone(
            Map<ChangeKind, Long> kinds, ChangeKind kind, List<Pair> shown, String side, String rest)
            throws SQLException {
        if (kinds.getOrDefault(kind, 0L) == 0) {
            return List.of();
        }
        String list = shown.stream().map(pair -> side + ".c" + pair.place).collect(Collectors.joining(", "));
        List<ChangedRow> rows = new ArrayList<>();
        for (List<@Nullable String> row :
                Sql.rows(connection, "SELECT " + list + rest + " ORDER BY " + list + " LIMIT " + SAMPLES)) {
            rows.add(new ChangedRow(cells(shown, row), List.of()));
        }
        return rows;
    }

    private List<ChangedRow> modified(List<Pair> key, String rest) throws SQLException {
        String names = key.stream().map(pair -> "a.c" + pair.place).collect(Collectors.joining(", "));
        String values = pairs.stream()
                .map(pair -> differs(pair) + ", b.c" + pair.place + ", a.c" + pair.place)
                .collect(Collectors.joining(", "));
        List<ChangedRow> rows = new ArrayList<>();
        for (List<@Nullable String> row : Sql.rows(
                connection, "SELECT " + names + ", " + values + rest + " ORDER BY " + names + " LIMIT " + SAMPLES)) {
            List<ChangedRow.Cell> changed = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                int at = key.size() + 3 * i;
                if ("t".equals(row.get(at))) {
                    changed.add(new ChangedRow.Cell(pairs.get(i).is.name(), row.get(at + 1), row.get(at + 2)));
                }
            }
            rows.add(new ChangedRow(cells(key, row), changed));
        }
        return rows;
    }

    private static List<ChangedRow.Cell> cells(List<Pair> shown, List<@Nullable String> row) {
        return IntStream.range(0, shown.size())
                .mapToObj(i -> new ChangedRow.Cell(shown.get(i).is.name(), row.get(i), row.get(i)))
                .toList();
    }

    private Counts asBag(WatchedTable after) throws SQLException {
        String list = pairs.stream().map(pair -> "c" + pair.place).collect(Collectors.joining(", "));
        String columns = list.isEmpty() ? "" : ", " + list;
        String counted =
                " FROM (SELECT count(*) FILTER (WHERE side) AS na, count(*) FILTER (WHERE NOT side) AS nb" + columns
                        + " FROM (SELECT false AS side" + columns + " FROM " + copy + " UNION ALL SELECT true" + columns
                        + " FROM ("
                        + images(after) + ") a) u" + (list.isEmpty() ? "" : " GROUP BY " + list) + ") a";
        List<@Nullable String> row = Sql.rows(
                        connection,
                        "SELECT coalesce(sum(greatest(na - nb, 0)), 0), coalesce(sum(greatest(nb - na, 0)), 0)"
                                + counted)
                .get(0);
        Map<ChangeKind, Long> kinds = kinds(row.get(0), "0", row.get(1));
        Map<ChangeKind, List<ChangedRow>> samples = new LinkedHashMap<>();
        if (!pairs.isEmpty()) {
            samples.put(ChangeKind.CREATED, alone(kinds, ChangeKind.CREATED, pairs, "a", counted + " WHERE na > nb"));
            samples.put(ChangeKind.DELETED, alone(kinds, ChangeKind.DELETED, pairs, "a", counted + " WHERE na < nb"));
        }
        return new Counts(kinds, Map.of(), samples);
    }

    private String images(WatchedTable after) {
        String list = pairs.stream()
                .map(pair -> pair.is.image() + " AS c" + pair.place)
                .collect(Collectors.joining(", "));
        return "SELECT " + (list.isEmpty() ? "1" : list) + " FROM " + after.from();
    }

    private static String differs(Pair pair) {
        return "b.c" + pair.place + " IS DISTINCT FROM a.c" + pair.place;
    }

    private static String filtered(String condition) {
        return " count(*) FILTER (WHERE " + condition + ")";
    }

    private static Map<ChangeKind, Long> kinds(
            @Nullable String created, @Nullable String modified, @Nullable String deleted) {
        return Map.of(
                ChangeKind.CREATED, Long.valueOf(String.valueOf(created)),
                ChangeKind.MODIFIED, Long.valueOf(String.valueOf(modified)),
                ChangeKind.DELETED, Long.valueOf(String.valueOf(deleted)));
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(String.valueOf(Sql.rows(connection, sql).get(0).get(0)));
    }
}
