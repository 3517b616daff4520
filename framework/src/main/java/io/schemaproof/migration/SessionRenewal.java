package io.schemaproof.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * Makes a session as good as a new one, since a new one takes longer than most scripts.
 *
 * <p>What {@code DISCARD ALL} does is most of it. What it does not take back, and what only a new session would notice, ends the session:
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

    /**
     * What {@code DISCARD ALL} does, by the manual of each version: itself it can be in no message with others, and a message more for each
     * script takes as long as many a script. The driver sets the time zone.
     */
    private static final String DISCARD_ALL =
            "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DEALLOCATE ALL; UNLISTEN *;"
                    + " SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD PLANS; DISCARD TEMP; DISCARD SEQUENCES;"
                    + " SET TimeZone = 'UTC'; ";

    private static final String IS_AS_NEW = "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting)"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger)"
            + " AND (SELECT d.datallowconn AND d.datconnlimit = -1 FROM pg_catalog.pg_database d"
            + " WHERE d.datname = pg_catalog.current_database())"
            + " AND (SELECT r.rolcanlogin AND r.rolconnlimit = -1 FROM pg_catalog.pg_roles r WHERE r.rolname = session_user)";

    /** An extension brings libraries, which a statement loads into the session; a language may have variables that outlive a function. */
    private static final String KNOWS_NO_LIBRARY =
            " AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.oid >= 16384)"
                    + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_language l WHERE l.oid >= 16384)";

    private SessionRenewal() {}

    /** Whether what a script leaves in its session is certain to go; functions that it makes may leave the rest in later scripts. */
    public static boolean canFollow(Script script) {
        return !STAYS.matcher(script.text()).find();
    }

    /**
     * Take back what is left of earlier scripts.
     *
     * @param session in auto-commit mode, opened by {@link MigrationRunner}
     * @return false where only a new session is as good as one, or the connection is lost
     */
    public static boolean renew(Connection session) {
        return renew(session, IS_AS_NEW);
    }

    /** The same for a script that nobody has run in a session of its own: not where something may be loaded that stays. */
    static boolean renewForFirst(Connection session) {
        return renew(session, IS_AS_NEW + KNOWS_NO_LIBRARY);
    }

    private static boolean renew(Connection session, String question) {
        try (Statement statement = session.createStatement()) {
            boolean asNew = false;
            boolean result = statement.execute(DISCARD_ALL + question);
            while (result || statement.getUpdateCount() >= 0) {
                if (result) {
                    try (ResultSet row = statement.getResultSet()) {
                        asNew = row.next() && "t".equals(row.getString(1));
                    }
                }
                result = statement.getMoreResults();
            }
            return asNew;
        } catch (SQLException e) {
            return false;
        }
    }
}
