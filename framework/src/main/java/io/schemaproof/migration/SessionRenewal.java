package io.schemaproof.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Makes a session as good as a new one, since a new one takes longer than most scripts.
 *
 * <p>{@code DISCARD ALL} does most of it. What it does not take back, and what only a new session would notice, ends the session:
 * libraries that were loaded and parameters with a dot in their names, which stay known; settings of roles and databases, triggers on
 * events, and whether connecting is allowed.
 *
 * @since 0.1
 */
public final class SessionRenewal {

    /**
     * Where it is there for another reason, a session is opened that could have been saved. The name of a parameter may be put together,
     * a function be one of a library of its own, and psql may be told to run another file.
     */
    private static final Pattern STAYS = Pattern.compile(
            "set_config|setseed|\\bLOAD\\b|\\bSET\\s+(?:SESSION\\s+|LOCAL\\s+)?(?:[\\w\"]+\\s*\\.|['%$|])|\\bplpgsql\\s*\\."
                    + "|\\bLANGUAGE\\s+'?C\\b|^\\s*\\\\(?:ir?|include|include_relative|gexec)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** Whether anything is set for the role or the database, for which a new session would begin with it; what is set for others does not matter. */
    static final String HAS_OWN_SETTINGS = "EXISTS (SELECT FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase IN"
            + " (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))"
            + " AND s.setrole IN (0, (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user)))";

    /**
     * The second answer: an extension brings libraries, which a statement loads into the session; a language may have variables that outlive a
     * function. The third one: a function of somebody's may do anything, whatever the command is called that calls it.
     */
    private static final String IS_AS_NEW = "SELECT NOT " + HAS_OWN_SETTINGS
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger)"
            + " AND (SELECT d.datallowconn AND d.datconnlimit = -1 FROM pg_catalog.pg_database d"
            + " WHERE d.datname = pg_catalog.current_database())"
            + " AND (SELECT r.rolcanlogin AND r.rolconnlimit = -1 FROM pg_catalog.pg_roles r WHERE r.rolname = session_user),"
            + " NOT EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.oid >= 16384)"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_language l WHERE l.oid >= 16384),"
            + " (SELECT max(p.oid) FROM pg_catalog.pg_proc p) < 16384";

    /** No row where a script has ended the session. */
    private static final String THAT_IS_THERE = " FROM pg_catalog.pg_stat_get_activity(?)";

    /** The driver's own is that of the JVM. */
    private static final String TIME_ZONE = "SET TimeZone = 'UTC'";

    private SessionRenewal() {}

    /** Whether what a script leaves in its session is certain to go; functions that it makes may leave the rest in later scripts. */
    public static boolean canFollow(Script script) {
        return !STAYS.matcher(script.text()).find();
    }

    /**
     * What a session is worth in which nothing is left of earlier scripts.
     *
     * @param asNew false where only a new session is as good as one, or the connection is lost
     * @param knowsNoLibrary whether nothing of the database loads a library into it either
     * @param knowsNoFunction whether all functions of the database are known to be the server's own
     */
    public record Worth(boolean asNew, boolean knowsNoLibrary, boolean knowsNoFunction) {

        private static final Worth NOTHING = new Worth(false, false, false);

        /** That of any session where the database has nothing that makes a difference; functions were not asked for. */
        public static final Worth ALL = new Worth(true, true, false);
    }

    /**
     * Take back what is left of earlier scripts.
     *
     * @param session in auto-commit mode, opened by {@link MigrationRunner}
     * @return false where only a new session is as good as one, or the connection is lost
     */
    public static boolean renew(Connection session) {
        return discard(session) && worth(session).asNew();
    }

    /** Take back what is left, as the end of the session would, and begin anew. Returns whether it could be. */
    static boolean discard(Connection session) {
        if (ScriptSession.hasBegunWithSettings(session)) {
            return false;
        }
        try (Statement statement = session.createStatement()) {
            // A message each: the first cannot be in a transaction, and nobody waits for its answer.
            statement.addBatch("DISCARD ALL");
            statement.addBatch(TIME_ZONE);
            statement.executeBatch();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Find out what a session is worth that nobody has used since then. */
    static Worth worth(Connection session) {
        try (Statement statement = session.createStatement()) {
            return worth(statement.executeQuery(IS_AS_NEW));
        } catch (SQLException e) {
            return Worth.NOTHING;
        }
    }

    /**
     * The same where another session of the user to that database can be asked: it keeps the plan of the question, which takes ten
     * times as long to make as to follow, and nothing outlives the end of a script in the session itself.
     */
    static Worth worth(Connection session, Connection observer) {
        try (PreparedStatement statement = observer.prepareStatement(IS_AS_NEW + THAT_IS_THERE)) {
            statement.setInt(1, session.unwrap(PGConnection.class).getBackendPID());
            return worth(statement.executeQuery());
        } catch (SQLException e) {
            // A script has ended it, perhaps.
            return worth(session);
        }
    }

    private static Worth worth(ResultSet answer) throws SQLException {
        try (answer) {
            return answer.next()
                    ? new Worth(answer.getBoolean(1), answer.getBoolean(2), answer.getBoolean(3))
                    : Worth.NOTHING;
        }
    }
}
