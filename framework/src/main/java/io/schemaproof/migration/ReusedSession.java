package io.schemaproof.migration;

import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A session in which scripts run one after the other, each as in a new one: for scripts that have passed in sessions of their own
 * before, since a new session takes longer than most scripts.
 *
 * <p>Between two scripts stands a {@link SessionRenewal}.
 *
 * <p>Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class ReusedSession implements AutoCloseable {

    private final ConnectionSettings database;
    private @Nullable Connection connection;
    private boolean stays;

    /** @param database to connect to, once there is something to run */
    public ReusedSession(ConnectionSettings database) {
        this.database = database;
    }

    /**
     * Run a script as its tool would, in a session as good as new.
     *
     * @throws SQLException if the connection cannot be made or is lost
     */
    public MigrationRun run(Script script) throws SQLException {
        if (script.dialect().isOfTool()) {
            // It connects by itself.
            return MigrationRunner.on(database).run(script);
        }
        Connection session = session();
        // Functions that it leaves may do the same in later scripts.
        stays |= !SessionRenewal.canFollow(script);
        connection = null;
        boolean whole = false;
        try {
            MigrationRun run = MigrationRunner.onOwn(session).run(script);
            whole = true;
            return run;
        } finally {
            if (whole && !stays && !session.isClosed()) {
                connection = session;
            } else {
                session.close();
            }
        }
    }

    private Connection session() throws SQLException {
        Connection session = connection;
        if (session != null) {
            if (SessionRenewal.renew(session)) {
                return session;
            }
            close();
        }
        return MigrationRunner.open(database);
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
