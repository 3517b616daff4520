package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("ends sessions that other tests use")
class MaintenanceSessionsTest {

    private final DatabaseServer server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));

    @Test
    void a_database_can_be_created_after_every_session_was_ended() throws SQLException {
        TestDatabase.create(server).close();
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                    + MaintenanceSessions.APPLICATION_NAME + "'");
        }
        TestDatabase.create(server).close();
    }
}
