package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of some tables at one moment, as texts in temporary tables of one session.
 *
 * <p>Texts, because a copy in the table's own types would keep a migration from dropping or changing those types.
 * Temporary, because they vanish with the session, even if this process is killed; nobody else need see them.
 */
final class Snapshot {

    /** What would otherwise let the same value be written differently, or rows be left out. */
    private static final List<String> SETTINGS = List.of(
            "SET LOCAL TimeZone = 'UTC'",
            "SET LOCAL DateStyle = 'ISO, YMD'",
            "SET LOCAL IntervalStyle = 'postgres'",
            "SET LOCAL extra_float_digits = 1",
            "SET LOCAL bytea_output = 'hex'",
            "SET LOCAL row_security = off");

    private final Connection connection;
    private final List<WatchedTable> tables;
    private final List<Reference> references;

    private Snapshot(Connection connection, List<WatchedTable> tables, List<Reference> references) {
        this.connection = connection;
        this.tables = tables;
        this.references = references;
    }

    /** Copy the rows; a transaction must be open. */
    static Snapshot take(Connection connection, Predicate<WatchedTable> watched) throws SQLException {
        List<WatchedTable> tables =
                WatchedTable.all(connection).stream().filter(watched).toList();
        try (Statement statement = connection.createStatement()) {
            settings(statement);
            for (int i = 0; i < tables.size(); i++) {
                WatchedTable table = tables.get(i);
                String columns = IntStream.range(0, table.columns().size())
                        .mapToObj(c -> table.columns().get(c).image() + " AS c" + c)
                        .collect(Collectors.joining(", "));
                statement.execute("CREATE TEMPORARY TABLE " + copy(i) + " ON COMMIT PRESERVE ROWS AS SELECT "
                        + (columns.isEmpty() ? "NULL::text AS c0" : columns) + " FROM " + table.from());
            }
        }
        return new Snapshot(connection, tables, Reference.all(connection));
    }

    static void settings(Statement statement) throws SQLException {
        for (String setting : SETTINGS) {
            statement.execute(setting);
        }
    }

    private static String copy(int table) {
        return "schemaproof_before_" + table;
    }

    /**
     * What came of a comparison.
     *
     * @param tables the tables there are now, each with its copy
     */
    record Compared(Changes changes, List<CopiedTable> tables) {}

    /** Compare with the rows there are now; a transaction must be open. */
    Compared compare(Predicate<WatchedTable> watchedNew) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            settings(statement);
        }
        List<WatchedTable> now = WatchedTable.all(connection);
        List<WatchedTable> left = new ArrayList<>(now);
        List<Optional<WatchedTable>> partners = new ArrayList<>();
        for (WatchedTable before : tables) {
            partners.add(take(left, after -> after.oid() == before.oid()));
        }
        List<TableChanges> changes = new ArrayList<>();
        List<CopiedTable> copied = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            WatchedTable before = tables.get(i);
            Optional<WatchedTable> after = partners.get(i).isPresent()
                    ? partners.get(i)
                    : take(left, table -> table.name().equals(before.name()));
            TableComparison comparison = new TableComparison(connection, before, "pg_temp." + copy(i));
            changes.add(after.isPresent() ? comparison.with(after.get()) : comparison.dropped());
            String copy = "pg_temp." + copy(i);
            after.ifPresent(is -> copied.add(new CopiedTable(is, Optional.of(before), copy)));
        }
        for (WatchedTable table : left.stream().filter(watchedNew).toList()) {
            long rows = Long.parseLong(String.valueOf(Sql.rows(connection, "SELECT count(*) FROM " + table.from())
                    .get(0)
                    .get(0)));
            changes.add(TableComparison.created(table, rows));
            copied.add(new CopiedTable(table, Optional.empty(), ""));
        }
        return new Compared(
                new Changes(changes, new OrphanCount(connection, copied).along(references)), List.copyOf(copied));
    }

    private static Optional<WatchedTable> take(List<WatchedTable> from, Predicate<WatchedTable> wanted) {
        Optional<WatchedTable> found = from.stream().filter(wanted).findFirst();
        found.ifPresent(from::remove);
        return found;
    }

    /** Drop the copies, for a connection that goes back to a pool. */
    void drop() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < tables.size(); i++) {
                statement.execute("DROP TABLE IF EXISTS pg_temp." + copy(i));
            }
        }
    }
}
