package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes rows out of a database, and with them those that refer to them, without a trigger noticing. */
final class RowRemoval {

    /** Rounds in which rows that refer to rows that are gone go too. */
    private static final int DEPTH = 50;

    /** Foreign key violation and restrict violation. */
    private static final Set<String> REFERRED_TO = Set.of("23503", "23001");

    /** Triggers that a DELETE or UPDATE fires, and foreign keys that change rows which refer to those that go. */
    private static final String WATCHED = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 24 <> 0)
                OR EXISTS (SELECT FROM pg_catalog.pg_constraint
                           WHERE contype = 'f' AND (confdeltype NOT IN ('a', 'r', 'c') OR confupdtype NOT IN ('a', 'r')))
            """;

    private RowRemoval() {}

    /**
     * Remove the rows of an obstacle.
     *
     * @param now the schema
     * @throws SQLException if the connection is lost
     */
    static void remove(ObservedDatabase database, Catalog now, List<String> statements) throws SQLException {
        try (Connection connection = database.database().connect();
                Statement statement = connection.createStatement()) {
            if (!ReplicaRole.isAllowed(connection)) {
                removeWatched(statement, statements);
                giveRoomBack(statement, now);
                return;
            }
            ReplicaRole.begin(statement);
            for (String sql : statements) {
                tryTo(statement, sql);
            }
            List<String> orphans = orphans(now);
            long removed = 1;
            for (int round = 0; round < DEPTH && removed > 0; round++) {
                removed = 0;
                for (String sql : orphans) {
                    removed += tryTo(statement, sql);
                }
            }
            giveRoomBack(statement, now);
        }
    }

    /**
     * A file full of rows that are gone is not what an empty table has, and whoever writes it anew then would seem to take rows away.
     */
    private static void giveRoomBack(Statement statement, Catalog now) throws SQLException {
        String emptied = now.tables().stream()
                .filter(table -> !table.isForeign() && !table.isPartitioned())
                .map(table -> "SELECT " + SqlText.literal(table.identity()) + " WHERE pg_catalog.pg_relation_size("
                        + SqlText.literal(table.identity()) + ") > 0 AND NOT EXISTS (SELECT FROM ONLY "
                        + table.identity() + ")")
                .collect(Collectors.joining(" UNION ALL "));
        List<String> tables = new ArrayList<>();
        if (!emptied.isEmpty()) {
            try (ResultSet rows = statement.executeQuery(emptied)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        for (String table : tables) {
            statement.execute("VACUUM " + table);
        }
    }

    /** Where triggers and foreign keys cannot be kept from noticing: the same, if there is none that notices. */
    private static void removeWatched(Statement statement, List<String> statements) throws SQLException {
        try (ResultSet row = statement.executeQuery(WATCHED)) {
            if (row.next() && row.getBoolean(1)) {
                throw ReplicaRole.denied(statement.getConnection());
            }
        }
        for (String sql : statements) {
            try {
                statement.executeLargeUpdate(sql);
            } catch (SQLException e) {
                if (statement.getConnection().isClosed()) {
                    throw e;
                }
                if (REFERRED_TO.contains(String.valueOf(e.getSQLState()))) {
                    throw ReplicaRole.denied(statement.getConnection());
                }
                // Another statement takes what this one could not mend.
            }
        }
    }

    private static long tryTo(Statement statement, String sql) throws SQLException {
        try {
            return statement.executeLargeUpdate(sql);
        } catch (SQLException e) {
            if (statement.getConnection().isClosed()) {
                throw e;
            }
            // Another statement takes what this one could not mend.
            return 0;
        }
    }

    private static List<String> orphans(Catalog now) {
        List<String> statements = new ArrayList<>();
        for (Table table : now.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (key.isEnforced() && key.isValidated()) {
                    List<String> removal =
                            ConstraintObstacles.foreignKey(table, key).removal();
                    statements.add(removal.get(removal.size() - 1));
                }
            }
        }
        return statements;
    }
}
