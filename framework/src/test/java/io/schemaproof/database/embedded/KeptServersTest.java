package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.Databases;
import io.schemaproof.database.KeptServer;
import io.schemaproof.database.LastingContents;
import io.schemaproof.database.ServerChangedException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.BufferedReader;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell that watches a server")
class KeptServersTest {

    private static final Path CACHE =
            ServerRequest.from(Configuration.ofSystem()).cache();

    @TempDir
    private Path directory;

    private ServerRequest request() {
        return new ServerRequest("embedded", 17, Optional.empty(), Optional.of(directory), CACHE)
                .reusing(Duration.ofMinutes(5));
    }

    private List<KeptServer> kept() {
        return Databases.kept(request());
    }

    @AfterEach
    void nothing_is_left() throws IOException {
        Set<String> owner = Set.of(Files.getOwner(directory).getName());
        KeptFolder.find(directory, "", owner).forEach(KeptFolder::discard);
        assertThat(directory).isEmptyDirectory();
    }

    private static long pid(DatabaseServer server) {
        return ((KeptEmbeddedServer) server)
                .folder()
                .server()
                .server()
                .orElseThrow()
                .pid();
    }

    private static String text(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static void execute(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean holds(DatabaseServer server, String database) throws SQLException {
        return text(server, "SELECT count(*) FROM pg_database WHERE datname = '" + database + "'")
                .equals("1");
    }

    @Test
    void a_closed_server_is_found_again_without_the_databases_and_templates_of_before()
            throws SQLException, IOException {
        Databases.rehearse(request());
        assertThat(kept()).as("a rehearsal starts nothing").isEmpty();
        DatabaseServer first = Databases.start(request());
        long pid = pid(first);
        TestDatabase database = TestDatabase.create(first);
        String template = DatabaseTemplate.of(first, "some", made -> {}).name();
        assertThat(kept()).singleElement().satisfies(server -> {
            assertThat(server.isInUse()).isTrue();
            assertThat(server.describe()).matches("PostgreSQL 17\\.\\d+ on port \\d+, process " + pid);
        });
        first.close();
        assertThat(first.isRunning()).isFalse();
        Databases.rehearse(request());
        assertThat(kept())
                .as("a rehearsal takes nothing")
                .singleElement()
                .satisfies(server -> assertThat(server.isInUse()).isFalse());

        try (DatabaseServer second = Databases.start(request())) {
            assertThat(pid(second)).isEqualTo(pid);
            assertThat(holds(second, database.name())).isFalse();
            assertThat(holds(second, template))
                    .as("what made it may be another by now")
                    .isFalse();
        }
        Set<String> owner = Set.of(Files.getOwner(directory).getName());
        assertThat(KeptFolder.find(directory, "17.", owner)).hasSize(1);
        assertThat(KeptFolder.find(directory, "18.", owner))
                .as("of another version")
                .isEmpty();
        assertThat(KeptFolder.find(directory, "", Set.of("somebody else")))
                .as("another user's may be a trap")
                .isEmpty();
    }

    @Test
    void jvms_work_side_by_side_and_what_a_killed_one_leaves_goes_when_the_next_comes() throws Exception {
        Process child = child();
        String[] told = ready(child);
        DatabaseServer server = Databases.shared(request());
        try {
            assertThat(pid(server)).hasToString(told[1]);
            TestDatabase own = TestDatabase.create(server);
            assertThat(holds(server, told[2])).as("the other's").isTrue();
            assertThat(own.name()).isNotEqualTo(told[2]);
            try (DatabaseServer alone = Databases.start(request())) {
                assertThat(pid(alone)).as("where nobody else is").isNotEqualTo(pid(server));
                execute(alone, "CREATE ROLE so_that_it_ends");
            }
        } finally {
            child.destroyForcibly().waitFor();
            server.close();
        }

        try (DatabaseServer next = Databases.shared(request())) {
            assertThat(pid(next)).hasToString(told[1]);
            assertThat(text(next, "SELECT count(*) FROM pg_database WHERE datname LIKE 'schemaproof%'"))
                    .isEqualTo("0");
        }
    }

    /** Whether the template was made, and what is in a copy of it. */
    private static String lasting(DatabaseServer server, String key, String content) throws SQLException {
        return lasting(server, key, true, content);
    }

    private static String lasting(DatabaseServer server, String key, boolean known, String content)
            throws SQLException {
        AtomicBoolean made = new AtomicBoolean();
        DatabaseTemplate template =
                DatabaseTemplate.of(server, key, Optional.of(new LastingContents(key, () -> known)), database -> {
                    made.set(true);
                    try (Connection connection = database.connect();
                            Statement statement = connection.createStatement()) {
                        statement.execute("CREATE TABLE t AS SELECT '" + content + "' AS content");
                    }
                });
        try (TestDatabase copy = template.newDatabase();
                Connection connection = copy.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT content FROM t")) {
            row.next();
            return (made.get() ? "made " : "found ") + row.getString(1);
        }
    }

    @Test
    void a_template_of_which_all_is_known_is_found_by_the_next_run_and_one_of_anything_else_is_made()
            throws SQLException {
        try (DatabaseServer first = Databases.start(request())) {
            assertThat(lasting(first, "a", "rows of a")).isEqualTo("made rows of a");
            assertThat(lasting(first, "b", "rows of b")).isEqualTo("made rows of b");
            assertThat(lasting(first, "of a file", false, "rows")).isEqualTo("made rows");
        }
        try (DatabaseServer second = Databases.start(request())) {
            assertThat(lasting(second, "a", "other rows")).isEqualTo("found rows of a");
            assertThat(lasting(second, "of a file", false, "other rows"))
                    .as("nobody knows whether it is still the same")
                    .isEqualTo("made other rows");
            assertThat(lasting(second, "c", "rows of c")).isEqualTo("made rows of c");
            DatabaseTemplate.of(second, "role", made -> execute(second, "CREATE ROLE somebody"));
            assertThat(lasting(second, "b", "rows beside a role"))
                    .as("what was made may rest on the role")
                    .isEqualTo("made rows beside a role");
        }
        try (DatabaseServer third = Databases.start(request())) {
            assertThat(lasting(third, "a", "rows of a"))
                    .as("with the server all goes")
                    .isEqualTo("made rows of a");
            // Of many the last dozen stays.
            KeptFolder folder = ((KeptEmbeddedServer) third).folder();
            for (int number = 0; number < 12; number++) {
                folder.touch("schemaproof_template_x" + number);
            }
        }
        try (DatabaseServer fourth = Databases.start(request())) {
            assertThat(lasting(fourth, "a", "new rows")).isEqualTo("made new rows");
        }
    }

    @Test
    void whoever_comes_to_a_server_that_others_have_changed_takes_another() throws SQLException {
        DatabaseServer one = Databases.shared(request());
        execute(one, "CREATE ROLE made_by_another_jvm");

        assertThatThrownBy(() -> DatabaseTemplate.of(one, "a", made -> {}))
                .isInstanceOf(ServerChangedException.class)
                .hasMessage(
                        "Somebody has changed what all databases of the kept server share, such as roles: another JVM, or a"
                                + " test. The template has to be made on another server.");
        Databases.leave(request(), one);
        try (DatabaseServer other = Databases.shared(request())) {
            assertThat(pid(other)).isNotEqualTo(pid(one));
            assertThat(DatabaseTemplate.of(other, "a", made -> execute(made.server(), "CREATE ROLE own_role"))
                            .name())
                    .as("what this JVM has made itself does not keep it from more")
                    .isNotEqualTo(DatabaseTemplate.of(other, "b", made -> {}).name());
        } finally {
            one.close();
        }
        assertThat(kept()).isEmpty();
    }

    /** One after the other, because each costs the start of a server. */
    @Test
    void a_server_that_crashed_or_on_which_something_was_left_is_replaced() throws SQLException {
        DatabaseServer first = Databases.start(request());
        long pid = pid(first);
        first.close();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ChildJvm.await(() -> ProcessHandle.of(pid).isEmpty());

        try (DatabaseServer next = Databases.start(request())) {
            assertThat(pid(next)).isNotEqualTo(pid);
            assertThat(next.isRunning()).isTrue();
            execute(next, "CREATE TABLE left_behind (id int)");
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_server_that_nobody_uses_ends_by_itself() {
        ServerRequest request = request().reusing(Duration.ZERO);
        Databases.start(request).close();

        ChildJvm.await(() -> kept().isEmpty());
    }

    @Test
    void only_what_is_asked_for_outlives_the_jvm() {
        assertThat(ServerRequest.from(Configuration.of(Map.of())).reuse()).isEmpty();
        assertThat(ServerRequest.from(Configuration.of(Map.of(
                                ConfigurationParameters.DATABASE_REUSE, "true",
                                ConfigurationParameters.DATABASE_REUSE_IDLE, "8h")))
                        .reuse())
                .hasValueSatisfying(reuse -> assertThat(reuse.idle()).isEqualTo(Duration.ofHours(8)));
        assertThatThrownBy(() ->
                        ServerRequest.from(Configuration.of(Map.of(ConfigurationParameters.DATABASE_REUSE, "yes"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("schemaproof.database.reuse is true or false, not \"yes\".");
        assertThatThrownBy(() -> ServerRequest.from(
                        Configuration.of(Map.of(ConfigurationParameters.DATABASE_REUSE_IDLE, "long"))))
                .hasMessage("schemaproof.database.reuse.idle is a time such as 90s, 30min or 8h, not \"long\".");
    }

    private Process child() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeptServerMain.class.getName(),
                directory.toString(),
                CACHE.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String[] ready(Process child) throws IOException {
        BufferedReader reader = child.inputReader(StandardCharsets.UTF_8);
        List<String> before = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("READY ")) {
                return line.split(" ", -1);
            }
            before.add(line);
        }
        throw new AssertionError("The child JVM did not start: " + String.join("\n", before));
    }
}
