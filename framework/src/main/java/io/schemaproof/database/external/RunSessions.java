package io.schemaproof.database.external;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The sessions of our user in the databases of a run. */
final class RunSessions {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private static final String TERMINATE = """
            SELECT count(*), count(*) FILTER (WHERE pg_catalog.pg_terminate_backend(pid))
            FROM pg_catalog.pg_stat_activity
            WHERE pg_catalog.starts_with(datname, ?) AND pid <> pg_catalog.pg_backend_pid()
              AND usename = current_user
            """;

    private RunSessions() {}

    /** End them, but for the one that asks, and wait until they are gone. */
    static void end(Connection connection, RunName run) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE;
        try (PreparedStatement statement = connection.prepareStatement(TERMINATE)) {
            statement.setString(1, run.prefix());
            boolean some = true;
            while (some && System.nanoTime() < deadline) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    some = row.getInt(1) > 0;
                }
                if (some) {
                    LockSupport.parkNanos(PAUSE);
                }
            }
        }
    }
}
