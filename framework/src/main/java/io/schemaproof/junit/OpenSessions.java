package io.schemaproof.junit;

import io.schemaproof.database.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks for sessions that tests have left open, through one connection to the server that all tests share. */
final class OpenSessions implements AutoCloseable {

    /** A closed connection's server process lives on for a moment, on a busy machine for a longer one. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final DatabaseServer server;
    private @Nullable Connection connection;

    OpenSessions(DatabaseServer server) {
        this.server = server;
    }

    /** Return those who stay connected to a database, each in words; waits as long as somebody is. */
    synchronized List<String> stayingIn(String database) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE;
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(pause * 3 / 2, LONGEST_PAUSE)) {
            List<String> open = in(database);
            if (open.isEmpty() || System.nanoTime() > deadline) {
                return open;
            }
            LockSupport.parkNanos(pause);
        }
    }

    synchronized void end(String database) throws SQLException {
        try (PreparedStatement statement = connection()
                .prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")) {
            statement.setString(1, database);
            statement.execute();
        }
    }

    private List<String> in(String database) throws SQLException {
        List<String> open = new ArrayList<>();
        try (PreparedStatement statement = connection()
                .prepareStatement(
                        "SELECT format('pid %s, %s, %s, last query: %s', pid, coalesce(nullif(application_name, ''), 'no"
                                + " application name'), state, left(query, 100)) FROM pg_stat_activity"
                                + " WHERE datname = ? AND backend_type = 'client backend' ORDER BY pid")) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getString(1));
                }
            }
        }
        return open;
    }

    private Connection connection() throws SQLException {
        Connection known = connection;
        if (known == null || !known.isValid(1)) {
            known = server.connection(server.tenancy().maintenance())
                    .connect(Map.of("ApplicationName", "schemaproof leak check"));
            connection = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The server is gone, and the session with it.
        }
    }
}
