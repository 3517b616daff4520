package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs one statement again and again on a database, each time with other rows in a table, and takes back what it has done. The rows lie aside and come in as
 * they are wanted, so that a try costs as much as its rows.
 */
final class StatementTrial implements AutoCloseable {

    /** Rows of one table; with more, looking for those that matter takes too long. */
    private static final int MOST_ROWS = 2_000;

    /** Where all of these are in the way, so are the others, as far as that matters. */
    private static final int PROBES = 8;

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String ASIDE = "pg_temp.schemaproof_aside";

    private final Connection connection;
    private final Statement statement;
    private final String sql;
    private final Predicate<String> states;
    private final boolean byKey;
    private final String replica;

    private StatementTrial(
            Connection connection, Statement statement, String sql, Predicate<String> states, boolean byKey)
            throws SQLException {
        this.connection = connection;
        this.statement = statement;
        this.sql = sql;
        this.states = states;
        this.byKey = byKey;
        // Neither triggers nor foreign keys notice that rows are not there.
        this.replica = ReplicaRole.isAllowed(connection) ? "SET LOCAL session_replication_role = replica;" : "";
    }

    /**
     * Begin.
     *
     * @param states which SQLSTATEs are those of an error that is looked for
     * @param error the SQLSTATE that it had where all rows were there
     */
    static StatementTrial of(ObservedDatabase database, String sql, Predicate<String> states, String error)
            throws SQLException {
        Connection connection = database.database().connect();
        return new StatementTrial(
                connection, connection.createStatement(), sql, states, error.equals(FOREIGN_KEY_VIOLATION));
    }

    /**
     * Rows on which it fails.
     *
     * @param all whether these are all that there are; then no keys are given
     */
    record Rows(List<String> keys, boolean all) {}

    private enum Result {
        PASSES,
        FAILS,
        /** With another error, which says nothing. */
        OTHERWISE
    }

    /**
     * The rows of a table that make it fail, each by itself.
     *
     * @param key an expression for the key of a row
     * @return empty where it also fails without them, and where nobody can say which they are
     */
    Optional<Rows> failing(Table table, String key) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT " + key + " FROM " + table.identity())) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        Collections.sort(keys);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        try {
            statement.execute("BEGIN;" + replica + "CREATE TEMP TABLE schemaproof_aside ON COMMIT DROP AS SELECT " + key
                    + " AS schemaproof_key, * FROM " + table.identity() + "; DELETE FROM " + table.identity()
                    + "; SAVEPOINT empty");
            Some some = new Some(table);
            return some.with(List.of()) == Result.PASSES ? failing(some, keys) : Optional.empty();
        } catch (SQLException e) {
            unless(e);
            return Optional.empty();
        } finally {
            if (!connection.isClosed()) {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static Optional<Rows> failing(Some some, List<String> keys) throws SQLException {
        boolean all = true;
        for (int i = 0; i < PROBES && all; i++) {
            String one = keys.get(i * (keys.size() - 1) / (PROBES - 1));
            all = some.with(List.of(one)) == Result.FAILS;
        }
        if (all) {
            return Optional.of(new Rows(List.of(), true));
        }
        if (keys.size() > MOST_ROWS) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        Deque<List<String>> parts = new ArrayDeque<>(List.of(keys));
        while (!parts.isEmpty()) {
            List<String> part = parts.pop();
            Result result = some.with(part);
            if (result == Result.OTHERWISE) {
                return Optional.empty();
            }
            if (result == Result.FAILS && part.size() == 1) {
                found.addAll(part);
            } else if (result == Result.FAILS) {
                parts.push(part.subList(0, part.size() / 2));
                parts.push(part.subList(part.size() / 2, part.size()));
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Rows(found, false));
    }

    /** The statement on some rows of a table, whose rows lie aside. */
    private final class Some {

        private final String insert;

        private Some(Table table) {
            String columns = table.columns().stream()
                    .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                    .map(Column::quotedName)
                    .collect(Collectors.joining(", "));
            insert = "INSERT INTO " + table.identity() + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns
                    + " FROM " + ASIDE + " WHERE schemaproof_key IN (";
        }

        Result with(List<String> keys) throws SQLException {
            String rows = keys.isEmpty()
                    ? ""
                    : insert + keys.stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ");";
            statement.execute("ROLLBACK TO SAVEPOINT empty;" + replica + rows);
            return run();
        }
    }

    /** Whether it passes where a table is changed before. */
    boolean passesAfter(String update) throws SQLException {
        try {
            statement.execute("BEGIN;" + replica + update);
            return run() == Result.PASSES;
        } catch (SQLException e) {
            unless(e);
            return false;
        } finally {
            if (!connection.isClosed()) {
                statement.execute("ROLLBACK");
            }
        }
    }

    private Result run() throws SQLException {
        try {
            statement.execute((replica.isEmpty() ? "" : "SET LOCAL session_replication_role = DEFAULT;") + sql);
            return Result.PASSES;
        } catch (SQLException e) {
            unless(e);
            String state = String.valueOf(e.getSQLState());
            if (state.equals(FOREIGN_KEY_VIOLATION) && !byKey) {
                // All was computed by then, and what it refers to may lie aside.
                return Result.PASSES;
            }
            return states.test(state) ? Result.FAILS : Result.OTHERWISE;
        }
    }

    private void unless(SQLException error) throws SQLException {
        if (connection.isClosed()) {
            throw error;
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            statement.close();
        }
    }
}
