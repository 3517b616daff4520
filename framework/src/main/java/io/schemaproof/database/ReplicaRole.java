package io.schemaproof.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The mode of a session in which neither triggers nor foreign keys notice what is done to rows. On a server of somebody else we
 * may have no right to it, and what needs it cannot be checked there.
 *
 * @since 0.1
 */
public final class ReplicaRole {

    private static final String DENIED = "42501";

    /** Of the class of limits: neither a script nor a query is wrong. */
    private static final String CANNOT = "54SP1";

    /** A parameter can be granted since 15. */
    private static final String ALLOWED = """
            SELECT r.rolsuper OR CASE WHEN current_setting('server_version_num')::int >= 150000
                                      THEN pg_catalog.has_parameter_privilege('session_replication_role', 'SET') END
            FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
            """;

    private static final String ALLOWED_BEFORE =
            "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user";

    private ReplicaRole() {}

    /** Whether the session may go into it. */
    public static boolean isAllowed(Connection connection) throws SQLException {
        String query = connection.getMetaData().getDatabaseMajorVersion() >= 15 ? ALLOWED : ALLOWED_BEFORE;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Go into it until the session ends.
     *
     * @throws SQLException if that is not allowed; the message says what allows it
     */
    public static void begin(Statement statement) throws SQLException {
        try {
            statement.execute("SET session_replication_role = replica");
        } catch (SQLException e) {
            throw DENIED.equals(e.getSQLState()) ? denied(statement.getConnection()) : e;
        }
    }

    /** What to throw where something cannot be done without it. */
    public static SQLException denied(Connection connection) throws SQLException {
        String user = connection.getMetaData().getUserName();
        boolean grantable = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        return new SQLException(
                "rows have to be set aside without triggers and foreign keys noticing, and user " + user
                        + " may not: session_replication_role takes a superuser"
                        + (grantable
                                ? ", or GRANT SET ON PARAMETER session_replication_role TO " + user
                                : " before PostgreSQL 15")
                        + ". On a server that is started for the run (--database embedded) it can be done",
                CANNOT);
    }
}
