package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.ConfigurationParameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the system names counts for the launcher as it does for tests. */
@Isolated("sets system properties")
class SystemParametersTest {

    @TempDir
    private Path root;

    private final StringWriter output = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        write("db/1_a.up.sql", "CREATE TABLE a (id int PRIMARY KEY, mood mood NOT NULL);");
        write("db/1_a.down.sql", "DROP TABLE a;");
        write("db/2_b.up.sql", "ALTER TABLE a ADD UNIQUE (mood);");
        write("db/2_b.down.sql", "ALTER TABLE a DROP CONSTRAINT a_mood_key;");
        write("before.sql", "CREATE TYPE mood AS ENUM ('good', 'bad');");
        write("seeds/2.sql", "INSERT INTO a VALUES (1, 'good'), (2, 'good');");
        write("start.sql", """
                CREATE TABLE a (id int PRIMARY KEY, mood mood NOT NULL);
                INSERT INTO a VALUES (1, 'bad'), (2, 'bad');
                CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
                INSERT INTO schema_migrations VALUES (1, false);
                """);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int run(Map<String, String> parameters, String... arguments) {
        PrintWriter writer = new PrintWriter(output, true);
        parameters.forEach(System::setProperty);
        try {
            return Launcher.run(writer, writer, arguments);
        } finally {
            parameters.keySet().forEach(System::clearProperty);
        }
    }

    private Map<String, String> before() {
        return Map.of(ConfigurationParameters.BEFORE, root.resolve("before.sql").toString());
    }

    private Map<String, String> with(String key, String file) {
        return Map.of(
                ConfigurationParameters.BEFORE,
                root.resolve("before.sql").toString(),
                key,
                root.resolve(file).toString());
    }

    private String migrations() {
        return root.resolve("db").toString();
    }

    @Test
    void the_script_that_runs_first_does() {
        assertThat(run(before(), "verify", migrations(), "--rows", "0", "--checks", "roundtrip"))
                .as(output.toString())
                .isZero();
        assertThat(run(before(), "describe", migrations()))
                .as(output.toString())
                .isZero();
        assertThat(run(Map.of(), "verify", migrations(), "--rows", "0", "--checks", "roundtrip"))
                .isEqualTo(1);
        assertThat(output.toString()).contains("type \"mood\" does not exist");
    }

    @Test
    void rows_that_it_names_are_met() {
        int code = run(with(ConfigurationParameters.SEED, "seeds"), "verify", migrations(), "--rows", "0");

        assertThat(output.toString())
                .contains("could not create unique index \"a_mood_key\"")
                .contains("Key (mood)=(good) is duplicated");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void rows_that_it_names_ask_for_no_check_that_nobody_wants() {
        int code = run(
                with(ConfigurationParameters.SEED, "seeds"),
                "verify",
                migrations(),
                "--rows",
                "0",
                "--checks",
                "order");

        assertThat(code).as(output.toString()).isZero();
    }

    @Test
    void the_dump_that_it_names_is_begun_with() {
        int code = run(with(ConfigurationParameters.START, "start.sql"), "verify", migrations());

        assertThat(output.toString())
                .contains("start.sql, which holds 1 of 2 migrations")
                .contains("Key (mood)=(bad) is duplicated");
        assertThat(code).isEqualTo(1);

        assertThat(run(with(ConfigurationParameters.START, "start.sql"), "upgrade", migrations()))
                .isEqualTo(1);
        assertThat(output.toString())
                .contains("FAILS  from the dump ")
                .doesNotContain("Not run: from what is deployed");
    }

    @Test
    void the_convention_that_it_names_is_used_and_an_option_says_it_instead() {
        Map<String, String> parameters = Map.of(
                ConfigurationParameters.BEFORE,
                root.resolve("before.sql").toString(),
                ConfigurationParameters.MIGRATIONS_FORMAT,
                "flyway");

        assertThat(run(parameters, "verify", migrations())).isEqualTo(2);
        assertThat(output.toString()).contains("flyway");

        assertThat(run(parameters, "verify", migrations(), "--format", "golang-migrate", "--rows", "0"))
                .as(output.toString())
                .isZero();
    }
}
