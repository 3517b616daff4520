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
    /** Of the session that is kept, where nothing since then can have made a difference. */
    private SessionRenewal.@Nullable Worth known;

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
        known = null;
        mark(script);
    }

    private void mark(Script script) {
        stays |= !SessionRenewal.canFollow(script);
    }

    /**
     * Run a script that has not passed in a session of its own: in one as good as new where it is certain that nothing is left in it, else
     * in one of its own.
     *
     * @throws SQLException if the connection cannot be made or is lost
     */
    public MigrationRun runFirst(Script script) throws SQLException {
        mark(script);
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
            known = null;
            return MigrationRunner.on(database).run(script);
        }
        mark(script);
        return run(script, session(false));
    }

    /** @param first whether the script has not passed in a session of its own */
    private Connection session(boolean first) throws SQLException {
        Connection kept = connection;
        if (kept != null) {
            SessionRenewal.Worth worth = worthNow(kept);
            if (worth.asNew() && (worth.knowsNoLibrary() || !first)) {
                return kept;
            }
            close();
        }
        return MigrationRunner.open(database);
    }

    /** Asked now: another database's scripts may have changed what only a new session would notice. */
    private SessionRenewal.Worth worthNow(Connection kept) {
        SessionRenewal.Worth before = known;
        if (before != null && observer.isAlone()) {
            return before;
        }
        Optional<SessionRenewal.Worth> seen = observer.worth();
        if (seen.isPresent()) {
            return seen.get();
        }
        SessionRenewal.Worth asked = worth(kept);
        known = asked.asNew() && asked.knowsNoFunction() ? asked : null;
        return asked;
    }

    private SessionRenewal.Worth worth(Connection kept) {
        Optional<Connection> other = observer.session();
        return other.isPresent() ? SessionRenewal.worth(kept, other.get()) : SessionRenewal.worth(kept);
    }

    private MigrationRun run(Script script, Connection session) throws SQLException {
        connection = null;
        boolean whole = false;
        try {
            ScriptSession sent = ScriptSession.of(session, true);
            MigrationRun run = MigrationRunner.onOwn(session).run(script, sent);
            whole = true;
            if (!sent.isPlain() || script.dialect() == ScriptDialect.PSQL) {
                known = null;
            }
            return run;
        } finally {
            // At once, as the end of its session would: nobody who looks now finds the script's temporary tables.
            if (whole && !stays && SessionRenewal.discard(session)) {
                connection = session;
            } else {
                known = null;
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

        /**
         * Whether the scripts of the session that is reused are all that is run on the server: then commands that make tables and the like, in
         * a database without functions, leave it worth what it was.
         */
        default boolean isAlone() {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        known = null;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
