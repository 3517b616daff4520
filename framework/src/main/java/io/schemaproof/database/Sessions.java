package io.schemaproof.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wait for the sessions of a database to end. A closed connection's backend lives on for a moment, and the server's own
 * commands wait for it in steps of 100 ms; looking after a millisecond is four times faster. Who is still there then is looked
 * for less and less often: each look is work for the server that is waited for.
 */
final class Sessions {

    /** As long as the server's own CREATE DATABASE waits. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Sessions() {}

    /** Return those who are still connected after five seconds; empty as soon as nobody is. */
    static List<String> awaitEnd(Connection connection, String database) throws SQLException {
        return awaitEnd(connection, database, PATIENCE);
    }

    static List<String> awaitEnd(Connection connection, String database, long patienceNanos) throws SQLException {
        long deadline = System.nanoTime() + patienceNanos;
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(pause * 3 / 2, LONGEST_PAUSE)) {
            List<String> sessions = of(connection, database);
            if (sessions.isEmpty() || System.nanoTime() > deadline) {
                return sessions;
            }
            LockSupport.parkNanos(pause);
        }
    }

    /** End all sessions of a database and wait until they are gone. */
    static void terminate(Connection connection, String database) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")) {
            statement.setString(1, database);
            statement.execute();
        }
        awaitEnd(connection, database);
    }

    /** Processes that clean tables up are nobody's: the server itself ends them. */
    static List<String> of(Connection connection, String database) throws SQLException {
        List<String> sessions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT format('%s (pid %s, %s, user %s%s)', coalesce(nullif(application_name, ''), backend_type), pid,"
                        + " coalesce(state, 'no state'), usename, ', last query: ' || nullif(left(query, 60), ''))"
                        + " FROM pg_stat_activity WHERE datname = ? AND usesysid IS NOT NULL ORDER BY pid")) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sessions.add(rows.getString(1));
                }
            }
        }
        return sessions;
    }
}
