package io.schemaproof.migration;

import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session in which scripts run one after the other, each as in a new one: for scripts that have passed in sessions of their own
 * before, since a new session takes longer than most scripts.
 *
 * <p>{@code DISCARD ALL} stands between two scripts. What it does not take back, and what only a new session would notice, ends
 * the session: libraries that were loaded and parameters with a dot in their names, which stay known; settings of roles and
 * databases, triggers on events, and whether connecting is allowed.
 *
 * <p>Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class ReusedSession implements AutoCloseable {

    /** Where it is there for another reason, a session is opened that could have been saved. */
    private static final Pattern STAYS = Pattern.compile(
            "set_config|\\bLOAD\\b|\\bSET\\s+(?:SESSION\\s+|LOCAL\\s+)?[\\w\"]+\\s*\\.", Pattern.CASE_INSENSITIVE);

    private static final String IS_AS_NEW = "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting)"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger)"
            + " AND (SELECT d.datallowconn AND d.datconnlimit = -1 FROM pg_catalog.pg_database d"
            + " WHERE d.datname = pg_catalog.current_database())"
            + " AND (SELECT r.rolcanlogin AND r.rolconnlimit = -1 FROM pg_catalog.pg_roles r WHERE r.rolname = session_user)";

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
        if (script.dialect() == ScriptDialect.COMMAND) {
            // It connects by itself.
            return MigrationRunner.on(database).run(script);
        }
        Connection session = session();
        // Functions that it leaves may do the same in later scripts.
        stays |= STAYS.matcher(script.text()).find();
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
            if (isAsNew(session)) {
                return session;
            }
            close();
        }
        return MigrationRunner.open(database);
    }

    private static boolean isAsNew(Connection session) {
        try (Statement statement = session.createStatement()) {
            // Alone in its message: it cannot be in a transaction.
            statement.execute("DISCARD ALL");
            statement.execute("SET TimeZone = 'UTC'; " + IS_AS_NEW);
            if (!statement.getMoreResults()) {
                return false;
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            return false;
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
