package io.schemaproof.migration;

import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A session in which scripts run one after the other, each as in a new one, since a new session takes longer than most scripts.
 *
 * <p>Between two scripts stands a {@link SessionRenewal}. A script that has not passed in a session of its own before gets one as soon as
 * anything may be left of those before it.
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

    /** Make one for a copy of the database, in which is whatever scripts have left in this one. */
    public ReusedSession on(ConnectionSettings copy) {
        ReusedSession session = new ReusedSession(copy);
        session.stays = stays;
        return session;
    }

    /** Note that a script is run in another session: functions that it leaves may do the same in later scripts. */
    public void note(Script script) {
        stays |= !SessionRenewal.canFollow(script);
    }

    /**
     * Run a script that has not passed in a session of its own: in one as good as new where it is certain that nothing is left in it, else
     * in one of its own.
     *
     * @throws SQLException if the connection cannot be made or is lost
     */
    public MigrationRun runFirst(Script script) throws SQLException {
        note(script);
        Connection kept = connection;
        if (stays || script.dialect().isOfTool() || (kept != null && !SessionRenewal.renewForFirst(kept))) {
            close();
            return MigrationRunner.on(database).run(script);
        }
        return run(script, kept == null ? MigrationRunner.open(database) : kept);
    }

    /**
     * Run a script as its tool would, which has passed in a session of its own, in one as good as new.
     *
     * @throws SQLException if the connection cannot be made or is lost
     */
    public MigrationRun run(Script script) throws SQLException {
        if (script.dialect().isOfTool()) {
            // It connects by itself.
            return MigrationRunner.on(database).run(script);
        }
        Connection session = session();
        note(script);
        return run(script, session);
    }

    private MigrationRun run(Script script, Connection session) throws SQLException {
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
