package io.schemaproof.database.external;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * What must be known of a server before anything is done on it.
 *
 * @param pooled whether somebody between us and the server changes its sessions
 * @param createsRoles whether the user may make roles, which would outlive the run
 */
record ServerFacts(
        String version,
        int major,
        String user,
        boolean superuser,
        boolean createsDatabases,
        boolean createsRoles,
        boolean standby,
        boolean pooled) {

    private static final String QUERY = """
            SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000, rolname,
                   rolsuper, rolcreatedb OR rolsuper, rolcreaterole OR rolsuper, pg_catalog.pg_is_in_recovery(),
                   pg_catalog.pg_backend_pid()
            FROM pg_catalog.pg_roles WHERE rolname = current_user
            """;

    static ServerFacts of(Connection connection) throws SQLException {
        int told = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            String version = row.getString(1);
            int end = version.indexOf(' ');
            return new ServerFacts(
                    end < 0 ? version : version.substring(0, end),
                    row.getInt(2),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    row.getBoolean(7),
                    row.getInt(8) != told);
        }
    }
}
