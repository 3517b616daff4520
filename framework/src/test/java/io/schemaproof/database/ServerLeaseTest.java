package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLeaseTest {

    /** A folder of its own makes requests that no other test's are equal to. */
    @TempDir
    private Path folder;

    private ServerRequest request() {
        ServerRequest usual = ServerRequest.from(Configuration.ofSystem());
        return new ServerRequest(
                usual.provider(), usual.majorVersion(), usual.image(), Optional.of(folder), usual.cache());
    }

    private static void execute(ServerLease lease, String sql) throws SQLException {
        try (Connection connection = lease.server().connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            for (String part : sql.split(";")) {
                statement.execute(part);
            }
        }
    }

    @Test
    void a_server_on_which_only_databases_were_made_is_used_again_without_them() throws SQLException {
        DatabaseServer first;
        String name;
        try (ServerLease lease = ServerLease.take(request())) {
            first = lease.server();
            TestDatabase database = TestDatabase.create(first);
            name = database.name();
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id int)");
                statement.execute("ALTER DATABASE " + name + " SET work_mem = '8MB'");
                statement.execute("COMMENT ON DATABASE " + name + " IS 'mine'");
            }
        }
        try (ServerLease lease = ServerLease.take(request())) {
            assertThat(lease.server()).isSameAs(first);
            assertThat(lease.server().isRunning()).isTrue();
            awaitGone(lease, name);
            execute(lease, "CREATE ROLE left_behind");
        }
        assertThat(first.isRunning()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE left_behind",
                "ALTER ROLE postgres SET work_mem = '8MB'",
                "ALTER SYSTEM SET work_mem = '8MB'",
                "CREATE ROLE r; GRANT pg_monitor TO r; DROP ROLE r; CREATE DATABASE somebody_elses",
                "GRANT CREATE ON TABLESPACE pg_default TO PUBLIC",
                "COMMENT ON DATABASE template1 IS 'changed'",
                "SELECT pg_replication_origin_create('left_behind')",
                "REVOKE CONNECT ON DATABASE template1 FROM PUBLIC"
            })
    void a_server_on_which_something_else_was_left_is_stopped(String sql) throws SQLException {
        DatabaseServer server;
        try (ServerLease lease = ServerLease.take(request())) {
            server = lease.server();
            execute(lease, sql);
        }
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void who_asks_while_a_server_is_leased_gets_another() {
        try (ServerLease one = ServerLease.take(request());
                ServerLease two = ServerLease.take(request())) {
            assertThat(one.server()).isNotSameAs(two.server());
            // They are not to be kept: the folder of their data goes with the test.
            one.server().close();
            two.server().close();
        }
    }

    /** Databases are dropped behind the caller's back. */
    private static void awaitGone(ServerLease lease, String database) throws SQLException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (exists(lease, database) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(exists(lease, database)).isFalse();
    }

    private static boolean exists(ServerLease lease, String database) throws SQLException {
        try (Connection connection = lease.server().connection("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + database + "'")) {
            return rows.next();
        }
    }
}
