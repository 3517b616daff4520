package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no supervising shell")
class ServerCleanupTest {

    private static final Path CACHE =
            ServerRequest.from(Configuration.ofSystem()).cache();

    @TempDir
    Path directory;

    private DatabaseServer start() {
        return Databases.start(new ServerRequest("embedded", 17, Optional.empty(), Optional.of(directory), CACHE));
    }

    @Test
    void closing_leaves_no_process_and_no_file() throws IOException {
        DatabaseServer server = start();
        ProcessHandle process = ((EmbeddedServer) server).folder().server().orElseThrow();

        server.close();
        server.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(server.isRunning()).isFalse();
        assertThat(server.log()).contains("database system is ready to accept connections");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void the_end_of_the_jvm_leaves_nothing() throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.start(directory, CACHE);
        child.exit();
        child.process().waitFor();

        // Not only soon after: whoever looks when the JVM has ended must find nothing.
        assertThat(child.folder()).doesNotExist();
        assertThat(child.server().isAlive()).isFalse();
    }

    @Test
    void a_killed_jvm_leaves_nothing() throws IOException {
        ChildJvm child = ChildJvm.start(directory, CACHE);
        child.kill();

        child.awaitNothingLeft();
    }

    @Test
    void what_a_killed_supervisor_and_jvm_leave_is_removed_by_the_next_start() throws IOException {
        ChildJvm child = ChildJvm.start(directory, CACHE);
        child.supervisor().destroyForcibly();
        ChildJvm.await(() -> !child.supervisor().isAlive());
        child.kill();
        ChildJvm.await(() -> !child.process().isAlive());
        assertThat(child.folder()).exists();
        assertThat(child.server().isAlive()).isTrue();

        try (DatabaseServer server = start()) {
            assertThat(server.isRunning()).isTrue();
            child.awaitNothingLeft();
        }
    }

    @Test
    void a_killed_supervisor_does_not_keep_close_from_cleaning_up() throws IOException {
        ChildJvm child = ChildJvm.start(directory, CACHE);
        child.supervisor().destroyForcibly();
        ChildJvm.await(() -> !child.supervisor().isAlive());
        child.exit();

        child.awaitNothingLeft();
    }

    @Test
    void the_next_start_leaves_a_running_server_of_another_jvm_alone() throws IOException {
        ChildJvm child = ChildJvm.start(directory, CACHE);
        try (DatabaseServer server = start()) {
            assertThat(server.isRunning()).isTrue();
            assertThat(child.server().isAlive()).isTrue();
            assertThat(child.folder()).exists();
        }
        child.exit();
        child.awaitNothingLeft();
    }

    @Test
    void a_server_that_crashed_is_an_error_at_once_with_its_log() throws SQLException, IOException {
        try (DatabaseServer server = start()) {
            ServerFolder folder = ((EmbeddedServer) server).folder();
            TestDatabase database = TestDatabase.create(server);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                folder.server().orElseThrow().destroyForcibly();
                ChildJvm.await(() -> !server.isRunning());
                // A session notices by itself that its server has died.
                ChildJvm.await(() -> !isValid(connection));
            }
            assertThatThrownBy(database::copy)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("server is not running any more")
                    .hasMessageContaining("ready to accept connections");
            database.close();
            assertThat(Files.exists(folder.exitFile())).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static boolean isValid(Connection connection) {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
