package io.schemaproof.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Keep connections to a server's database for maintenance open, because a new one for each command costs as much as the
 * command.
 */
final class MaintenanceSessions {

    static final String APPLICATION_NAME = "schemaproof maintenance";

    /** Databases come and go here all the time, which changes nothing of how the server's own tables are read. */
    private static final Map<String, String> PROPERTIES =
            Map.of("ApplicationName", APPLICATION_NAME, "flushCacheOnDdl", "false");

    private static final Map<DatabaseServer, MaintenanceSessions> BY_SERVER =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final ConnectionSettings settings;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    private MaintenanceSessions(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** Work with a connection of one's own. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Run work on an idle connection, or on a new one.
     *
     * @param purpose what fails if this fails, as the beginning of a sentence
     */
    static <T> T run(DatabaseServer server, String purpose, Work<T> work) {
        MaintenanceSessions sessions = BY_SERVER.computeIfAbsent(
                server,
                key -> new MaintenanceSessions(key.connection(key.tenancy().maintenance())));
        try {
            return sessions.run(work);
        } catch (SQLException e) {
            forgetIfStopped(server);
            throw new DatabaseException(
                    purpose + " failed on the " + server.provider() + " server: " + e.getMessage()
                            + ServerFailure.words(server, e),
                    e);
        }
    }

    private static void forgetIfStopped(DatabaseServer server) {
        if (!server.isRunning()) {
            forget(server);
        }
    }

    /** Close those of a server. */
    static void forget(DatabaseServer server) {
        MaintenanceSessions sessions = BY_SERVER.remove(server);
        if (sessions != null) {
            sessions.idle.forEach(connection -> {
                try {
                    connection.close();
                } catch (SQLException e) {
                    // Its server is gone; the socket is closed all the same.
                }
            });
        }
    }

    private <T> T run(Work<T> work) throws SQLException {
        Connection connection = borrow();
        boolean usable = false;
        try {
            T result = work.with(connection);
            usable = true;
            return result;
        } catch (SQLException e) {
            usable = connection.isValid(1);
            throw e;
        } finally {
            if (usable) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    /** A kept connection may have been cut meanwhile: a test is free to end every session. */
    private Connection borrow() throws SQLException {
        for (Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (answers(kept)) {
                return kept;
            }
            kept.close();
        }
        return settings.connect(PROPERTIES);
    }

    private static boolean answers(Connection connection) throws SQLException {
        // An empty query: the cheapest round trip there is.
        return connection.isValid(5);
    }
}
