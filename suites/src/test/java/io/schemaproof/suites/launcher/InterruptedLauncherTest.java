package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the launcher is ended in the midst of a statement, on a server of its own and on one of somebody else. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nothing tells what a server works on")
class InterruptedLauncherTest {

    private static final String INTERRUPTED =
            "schemaproof: Interrupted before it was done, so nothing is known of what was to be"
                    + " verified. Servers and databases that were made for it are removed.";

    private static final String PASSWORD = "Gm3-of-the-test";

    /** Bounds what never comes, not how fast the machine is: whoever waits gives up at once where the launcher has ended. */
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    private static final int LOOKS = 25;

    /** Whoever starts the tests in the background has told all that he starts not to listen to Ctrl-C. */
    private static final List<String> LISTENING = List.of("env", "--default-signal=INT");

    @TempDir
    private static Path folder;

    private static final DatabaseServer FOREIGN = Databases.shared(ServerRequest.from(Configuration.ofSystem()));

    @BeforeAll
    static void requireSignals() throws IOException {
        List<String> trial = new ArrayList<>(LISTENING);
        trial.add("true");
        boolean possible;
        try {
            possible = Command.run(trial, Duration.ofSeconds(20)).succeeded();
        } catch (IOException e) {
            possible = false;
        }
        assumeTrue(possible, () -> {
            String reason = "InterruptedLauncherTest NOT RUN: this system's env knows no --default-signal";
            System.err.println(reason);
            return reason;
        });
        Files.writeString(
                Files.createDirectory(folder.resolve("migrations")).resolve("1_wait.up.sql"), "SELECT pg_sleep(600);");
        Files.writeString(folder.resolve("migrations/1_wait.down.sql"), "SELECT 1;");
    }

    /** A launcher that verifies. */
    private record Run(Process process, Path output) {

        static Run start(String name, String database, Map<String, String> variables, String... more)
                throws IOException {
            List<String> command = new ArrayList<>(LISTENING);
            command.addAll(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Launcher.class.getName(),
                    "verify",
                    folder.resolve(more.length == 0 ? "migrations" : "commands").toString(),
                    "--database",
                    database));
            command.addAll(List.of(more));
            Path output = folder.resolve(name + ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            return new Run(builder.start(), output);
        }

        String said() throws IOException {
            return Files.readString(output, StandardCharsets.UTF_8);
        }

        void requireAtWork() throws IOException {
            assertThat(process.isAlive()).as(said()).isTrue();
        }

        /** As Ctrl-C does. */
        int interrupt() throws IOException, InterruptedException {
            Command.run(List.of("kill", "-INT", String.valueOf(process.pid())), Duration.ofSeconds(20));
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(said()).isTrue();
            return process.exitValue();
        }
    }

    private static Run onForeign(String user) throws IOException, SQLException {
        query("CREATE ROLE " + user + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
        return Run.start(
                user, FOREIGN.connection("postgres").jdbcUrl() + "?user=" + user, Map.of("PGPASSWORD", PASSWORD));
    }

    @Test
    void nothing_is_left_and_it_says_what_happened() throws IOException, SQLException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("data"));
        // At once, because each takes a second to begin.
        Run embedded = Run.start("embedded", "embedded", Map.of("SCHEMAPROOF_DATABASE_DIRECTORY", data.toString()));
        Path commands = Files.createDirectory(folder.resolve("commands"));
        Files.writeString(
                commands.resolve("schemaproof.commands"), "list: echo 1\nup: echo $$ >new; mv new pid; sleep 600\n");
        Run tool = Run.start("tool", "embedded", Map.of(), "--format", "commands");
        Run interrupted = onForeign("stopped_ci");
        Run killed = onForeign("killed_ci");

        awaitAtWork(interrupted, () -> sleeps("stopped_ci"));
        assertThat(interrupted.interrupt()).as(interrupted.said()).isEqualTo(130);
        assertThat(databases("stopped_ci")).isEmpty();
        assertThat(interrupted.said())
                .contains(INTERRUPTED)
                .doesNotContain(PASSWORD, "connection to the server was lost");

        awaitAtWork(killed, () -> sleeps("killed_ci"));
        killed.process().destroyForcibly().waitFor();
        assertThat(databases("killed_ci")).hasSizeGreaterThan(1);
        await(
                killed,
                () -> query(
                                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'schemaproof run' AND usename = 'killed_ci'")
                        .isEmpty());
        // Its statement goes on, and does not notice that nobody waits for it.
        assertThat(sleeps("killed_ci")).isTrue();
        ServerRequest next = ServerRequest.from(Configuration.of(Map.of(
                ConfigurationParameters.DATABASE,
                FOREIGN.connection("postgres").jdbcUrl() + "?user=killed_ci",
                ConfigurationParameters.DATABASE_PASSWORD,
                PASSWORD)));
        try (DatabaseServer server = Databases.start(next)) {
            assertThat(databases("killed_ci")).containsExactly(server.tenancy().maintenance());
        }
        assertThat(databases("killed_ci")).isEmpty();
        assertThat(sleeps("killed_ci")).isFalse();

        awaitAtWork(tool, () -> Files.exists(commands.resolve("pid")));
        long shell = Long.parseLong(Files.readString(commands.resolve("pid")).strip());
        assertThat(tool.interrupt()).as(tool.said()).isEqualTo(130);
        await(tool, () -> ProcessHandle.of(shell).filter(ProcessHandle::isAlive).isEmpty());

        ProcessHandle server = awaitWorking(embedded, data);
        assertThat(embedded.interrupt()).as(embedded.said()).isEqualTo(130);
        assertThat(embedded.said()).contains(INTERRUPTED).doesNotContain("connection to the server was lost");
        assertThat(data).isEmptyDirectory();
        assertThat(server.isAlive()).isFalse();
        query("DROP ROLE stopped_ci; DROP ROLE killed_ci");
    }

    /** Something that comes true. */
    private interface Condition {
        boolean holds() throws IOException, SQLException;
    }

    private static void await(Run run, Condition condition) throws IOException, SQLException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(run.said()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** As long as the launcher, which is to bring it about, has not ended. */
    private static void awaitAtWork(Run run, Condition condition) throws IOException, SQLException {
        await(run, () -> {
            run.requireAtWork();
            return condition.holds();
        });
    }

    private static boolean sleeps(String user) throws SQLException {
        return !query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND usename = '" + user + "'")
                .isEmpty();
    }

    private static List<String> databases(String user) throws SQLException {
        return query("SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = '" + user + "'");
    }

    /** The server that has been seen to work on a SELECT so often that it is the one that sleeps: those of a catalogue are over sooner. */
    private static ProcessHandle awaitWorking(Run run, Path data) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        Optional<ProcessHandle> server = Optional.empty();
        for (int looks = 0; looks < LOOKS; looks = server.isPresent() ? looks + 1 : 0) {
            assertThat(System.nanoTime()).as(run.said()).isLessThan(deadline);
            run.requireAtWork();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            server = working(data);
        }
        return server.orElseThrow();
    }

    /** The server that runs in a folder and works on a SELECT, as the names of its processes tell; empty before. */
    private static Optional<ProcessHandle> working(Path data) throws IOException {
        try (Stream<Path> folders = Files.list(data)) {
            for (Path folder : folders.toList()) {
                Path facts = folder.resolve("data/postmaster.pid");
                if (Files.exists(facts)) {
                    Optional<ProcessHandle> server = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(facts).get(0)));
                    return server.filter(process -> process.children().anyMatch(InterruptedLauncherTest::isSelect));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSelect(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .contains(" SELECT");
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = FOREIGN.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        }
    }
}
