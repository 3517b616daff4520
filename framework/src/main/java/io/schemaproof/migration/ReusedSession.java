package io.schemaproof.migration;

import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
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
    private final Observer observer;
    private @Nullable Connection connection;
    private boolean stays;

    /** @param database to connect to, once there is something to run */
    public ReusedSession(ConnectionSettings database) {
        this(database, new Observer() {});
    }

    /**
     * The same beside another session.
     *
     * @param observer asked before each script
     */
    public ReusedSession(ConnectionSettings database, Observer observer) {
        this.database = database;
        this.observer = observer;
    }

    /** Note that the database is a copy, in which is whatever scripts have left in that of another. */
    public void follow(ReusedSession origin) {
        stays |= origin.stays;
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
        if (stays || script.dialect().isOfTool()) {
            close();
            return MigrationRunner.on(database).run(script);
        }
        return run(script, session(true));
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
        note(script);
        return run(script, session(false));
    }

    /** @param first whether the script has not passed in a session of its own */
    private Connection session(boolean first) throws SQLException {
        Connection kept = connection;
        if (kept != null) {
            // Asked now: another database's scripts may have changed what only a new session would notice.
            SessionRenewal.Worth worth = observer.worth().orElseGet(() -> worth(kept));
            if (worth.asNew() && (worth.knowsNoLibrary() || !first)) {
                return kept;
            }
            close();
        }
        return MigrationRunner.open(database);
    }

    private SessionRenewal.Worth worth(Connection kept) {
        Optional<Connection> other = observer.session();
        return other.isPresent() ? SessionRenewal.worth(kept, other.get()) : SessionRenewal.worth(kept);
    }

    private MigrationRun run(Script script, Connection session) throws SQLException {
        connection = null;
        boolean whole = false;
        try {
            MigrationRun run = MigrationRunner.onOwn(session).run(script);
            whole = true;
            return run;
        } finally {
            // At once, as the end of its session would: nobody who looks now finds the script's temporary tables.
            if (whole && !stays && SessionRenewal.discard(session)) {
                connection = session;
            } else {
                session.close();
            }
        }
    }

    /** Who looks at the database from another session of the same user, which runs none of the scripts. */
    public interface Observer {

        /** That session, in auto-commit mode, as long as it is open for another reason; it may have been lost. */
        default Optional<Connection> session() {
            return Optional.empty();
        }

        /**
         * What any session to the database is worth, by what was read there since the last script has ended in the one that is reused, where nobody
         * else has run one since; empty where that is not known.
         */
        default Optional<SessionRenewal.Worth> worth() {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
