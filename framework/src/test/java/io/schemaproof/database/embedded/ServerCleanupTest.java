package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Closing;
import io.schemaproof.database.Command;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void a_jvm_that_is_ended_while_it_makes_the_data_directory_leaves_nothing() throws IOException {
        for (int time = 0; time < 3; time++) {
            ChildJvm.Starting child =
                    ChildJvm.start(List.of(), System.getProperty("java.class.path"), directory, CACHE);
            ChildJvm.await(() -> !isEmpty(directory) || !child.process().isAlive());
            assertThat(child.process().isAlive()).isTrue();
            child.process().destroy();

            ChildJvm.await(() -> !child.process().isAlive());
            // A server that was on its way is ended from outside.
            ChildJvm.await(() -> isEmpty(directory));
        }
    }

    private static boolean isEmpty(Path directory) {
        String[] names = directory.toFile().list();
        return names != null && names.length == 0;
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

    @Test
    void all_connections_taken_is_an_error_that_says_so_and_nothing_is_left() throws SQLException {
        DatabaseServer server =
                ServerWithSettings.start(Map.of("max_connections", "3", "superuser_reserved_connections", "0"));
        Path folder = ((EmbeddedServer) server).folder().path();
        List<Connection> taken = new ArrayList<>();
        try {
            // The process of the first session, closed before, may live on for a moment.
            ChildJvm.await(() -> taken.size() == 3 || takeOne(server, taken));

            assertThatThrownBy(() -> TestDatabase.create(server))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("too many clients already")
                    .hasMessageEndingWith("\nAll connections that the server allows are taken. Close some, pools too.");
        } finally {
            server.close();
            Closing.orThrow(taken);
        }
        assertThat(folder).doesNotExist();
    }

    private static boolean takeOne(DatabaseServer server, List<Connection> taken) {
        try {
            taken.add(server.connection("postgres").connect());
        } catch (SQLException e) {
            // The next look finds room.
        }
        return false;
    }

    @Test
    void a_full_disk_is_an_error_that_says_so_and_nothing_is_left(@TempDir Path small) throws IOException {
        // In a name space of its own, where whoever is not root may make a file system of some megabytes, too.
        List<String> inNameSpace = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c");
        String mount = "mount -t tmpfs -o size=48m tmpfs '" + small + "'";
        assumeTrue(succeeds(inNameSpace, mount), () -> {
            String reason = "ServerCleanupTest NOT RUN: no file system can be mounted (unshare --user --mount)";
            System.err.println(reason);
            return reason;
        });
        String java = String.join(
                "' '",
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskMain.class.getName(),
                small.toString(),
                CACHE.toString());
        List<String> command = new ArrayList<>(inNameSpace);
        command.add(mount + " && '" + java + "'; echo \"LEFT $(ls '" + small + "')\"");

        assertThat(Command.run(command, Duration.ofMinutes(2)).output())
                .contains("No space left on device")
                .contains("The disk with the server's data is full. Name a folder with more room by"
                        + " schemaproof.database.directory, or ask for fewer rows.")
                .endsWith("LEFT");
    }

    private static boolean succeeds(List<String> shell, String script) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.add(script);
        try {
            return Command.run(command, Duration.ofSeconds(20)).succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isValid(Connection connection) {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
