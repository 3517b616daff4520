package io.schemaproof.migration;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * What the server has told of a session without being asked.
 *
 * @param process number of its process
 * @param user as whom it was authorized
 * @param timeZone its time zone, as it is now
 * @param superuser whether that is a superuser
 * @since 0.1
 */
public record SessionFacts(int process, String user, String timeZone, boolean superuser) {

    /**
     * Read what the driver has kept of it.
     *
     * @param connection a connection of pgjdbc, or one that unwraps to it
     * @throws SQLException if it is closed or of another driver
     */
    public static SessionFacts of(Connection connection) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        return new SessionFacts(
                session.getBackendPID(),
                String.valueOf(session.getParameterStatus("session_authorization")),
                String.valueOf(session.getParameterStatus("TimeZone")),
                "on".equals(session.getParameterStatus("is_superuser")));
    }
}
