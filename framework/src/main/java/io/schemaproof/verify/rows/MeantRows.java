package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.migration.Migration;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets made-up rows be those that a migration is about: {@code DELETE FROM settings WHERE name = 'page_size'} does nothing to rows that are called
 * otherwise, so that nothing would be seen. One of them is given the constants of the condition, and those that the down writes back, as
 * production has them.
 */
final class MeantRows {

    private static final int MOST = 12;

    private MeantRows() {}

    /**
     * One statement that makes a row.
     *
     * @param exists a query that tells whether there is one already
     * @param refers whether a foreign key has to agree
     */
    private record Change(String exists, String update, boolean refers) {

        /** The same where no trigger notices it, such as one that writes the time of each change: production's rows were changed long ago. */
        String unnoticed() {
            return "BEGIN; SET LOCAL session_replication_role = replica; " + update + "; COMMIT";
        }
    }

    /** Change rows of a stage that stands before the up; of each condition that no row meets, one. */
    static void put(RowStage stage, Migration migration) throws SQLException {
        List<RowConditions.Condition> conditions =
                RowConditions.of(migration.up()).conditions();
        if (conditions.isEmpty()) {
            return;
        }
        List<RowConditions.Condition> back = migration
                .down()
                .map(down -> RowConditions.of(down).conditions())
                .orElse(List.of());
        List<Change> changes = new ArrayList<>();
        for (Table table : stage.catalog().tables()) {
            Optional<PrimaryKey> key = table.primaryKey();
            if (key.isPresent()
                    && !table.isForeign()
                    && table.partitionOf().isEmpty()
                    && !HistoryTables.contains(table.name())) {
                List<RowConditions.Condition> own = conditions.stream()
                        .filter(condition -> condition.isOf(table.schema(), table.name()))
                        .toList();
                for (int i = 0; i < own.size() && changes.size() < MOST; i++) {
                    if (!own.get(i).where().isEmpty() && !isPutIn(own.subList(0, i), own.get(i))) {
                        changes.addAll(changes(table, key.get(), own.get(i), back, changes.size()));
                    }
                }
            }
        }
        if (!changes.isEmpty() && apply(stage.database(), changes) > 0) {
            stage.rowsRemoved(database -> apply(database, changes));
        }
    }

    /** Whether the up itself has put the row in before, as one does who grants what is new: then that one is meant, and none of before. */
    private static boolean isPutIn(List<RowConditions.Condition> before, RowConditions.Condition condition) {
        return before.stream()
                .anyMatch(other -> other.where().isEmpty()
                        && other.set().entrySet().containsAll(condition.where().entrySet()));
    }

    /** The best first: with what the down writes, and without, should a constraint forbid that. */
    private static List<Change> changes(
            Table table,
            PrimaryKey key,
            RowConditions.Condition condition,
            List<RowConditions.Condition> back,
            int place) {
        Map<Column, Optional<String>> wanted = columns(table, condition.where());
        if (wanted.isEmpty() || wanted.size() < condition.where().size()) {
            return List.of();
        }
        Map<Column, Optional<String>> all = new LinkedHashMap<>(wanted);
        back.stream()
                .filter(other -> other.isOf(table.schema(), table.name()) && meets(other, condition))
                .forEach(other -> columns(table, other.set()).forEach(all::putIfAbsent));
        String exists = "SELECT EXISTS (SELECT FROM " + table.identity() + " WHERE "
                + wanted.entrySet().stream()
                        .map(entry ->
                                entry.getKey().quotedName() + " IS NOT DISTINCT FROM " + literal(entry.getValue()))
                        .collect(Collectors.joining(" AND "))
                + ")";
        List<Change> changes = new ArrayList<>();
        for (Map<Column, Optional<String>> values : all.equals(wanted) ? List.of(wanted) : List.of(all, wanted)) {
            changes.add(new Change(exists, update(table, key, values, place), refers(table, values.keySet())));
        }
        ofItsKey(table, key, wanted)
                .ifPresent(update -> changes.add(new Change(exists, update, refers(table, wanted.keySet()))));
        return changes;
    }

    /** Where an earlier migration has put the row in that the condition names by its key, that one is meant, and no other can be called so. */
    private static Optional<String> ofItsKey(Table table, PrimaryKey key, Map<Column, Optional<String>> wanted) {
        Map<Column, Optional<String>> named = new LinkedHashMap<>(wanted);
        named.keySet().removeIf(column -> !key.columns().contains(column.name()));
        if (named.size() < key.columns().size() || named.size() == wanted.size()) {
            return Optional.empty();
        }
        return Optional.of(
                "UPDATE " + table.identity() + " SET " + equal(wanted, ", ") + " WHERE " + equal(named, " AND "));
    }

    private static boolean refers(Table table, Set<Column> columns) {
        return table.foreignKeys().stream()
                .anyMatch(key -> columns.stream().map(Column::name).anyMatch(key.columns()::contains));
    }

    /** Whether what the down writes may come to a row that the up has found: neither says anything else of it. */
    private static boolean meets(RowConditions.Condition back, RowConditions.Condition up) {
        boolean found = back.where().entrySet().stream()
                .allMatch(entry -> up.set()
                        .getOrDefault(entry.getKey(), up.where().getOrDefault(entry.getKey(), entry.getValue()))
                        .equals(entry.getValue()));
        return found
                && up.where().entrySet().stream()
                        .allMatch(entry -> back.set()
                                .getOrDefault(entry.getKey(), entry.getValue())
                                .equals(entry.getValue()));
    }

    private static Map<Column, Optional<String>> columns(Table table, Map<String, Optional<String>> values) {
        Map<Column, Optional<String>> found = new LinkedHashMap<>();
        values.forEach((name, value) -> table.column(name)
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                .ifPresent(column -> found.put(column, value)));
        return found;
    }

    /** Another row for each, from the end, where a row is least likely to be one that others refer to. */
    private static String update(Table table, PrimaryKey key, Map<Column, Optional<String>> values, int place) {
        String keys = String.join(", ", table.quoted(key.columns()));
        return "UPDATE " + table.identity() + " SET "
                + equal(values, ", ")
                + " WHERE (" + keys + ") = (SELECT " + keys + " FROM " + table.identity() + " ORDER BY "
                + table.quoted(key.columns()).stream()
                        .map(name -> name + " DESC")
                        .collect(Collectors.joining(", "))
                + " OFFSET " + place + " LIMIT 1)";
    }

    private static String equal(Map<Column, Optional<String>> values, String between) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().quotedName() + " = " + literal(entry.getValue()))
                .collect(Collectors.joining(between));
    }

    private static String literal(Optional<String> value) {
        return value.map(SqlText::literal).orElse("NULL");
    }

    private static long apply(ObservedDatabase database, List<Change> changes) throws SQLException {
        Connection connection = database.writingSession();
        boolean mayGoUnnoticed = ReplicaRole.isAllowed(connection);
        long changed = 0;
        try (Statement statement = connection.createStatement()) {
            for (Change change : changes) {
                try {
                    if (!exists(statement, change)) {
                        changed += statement.executeUpdate(change.update());
                        if (mayGoUnnoticed && !change.refers() && !exists(statement, change)) {
                            statement.execute(change.unnoticed());
                        }
                    }
                } catch (SQLException e) {
                    // What a constraint or a type forbids is no row that production could have.
                    if (!connection.isValid(1)) {
                        throw e;
                    }
                    statement.execute("ROLLBACK");
                }
            }
        }
        return changed;
    }

    private static boolean exists(Statement statement, Change change) throws SQLException {
        try (ResultSet row = statement.executeQuery(change.exists())) {
            return row.next() && row.getBoolean(1);
        }
    }
}
