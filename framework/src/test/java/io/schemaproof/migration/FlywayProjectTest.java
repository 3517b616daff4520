package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.script.FlywayPlaceholders;
import io.schemaproof.migration.script.FlywayScript;
import io.schemaproof.migration.script.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flyway's users have written down already. */
class FlywayProjectTest {

    private static final String MIGRATIONS = "src/main/resources/db/migration";

    @TempDir
    private Path root;

    @BeforeEach
    void create() throws IOException {
        Files.createDirectories(root.resolve(MIGRATIONS));
        Files.createDirectories(root.resolve(".git"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    private FlywayProject read() {
        return FlywayProject.near(root.resolve(MIGRATIONS));
    }

    private static String run(FlywayProject project, String sql) {
        FlywayPlaceholders placeholders = project.placeholders(Map.of("flyway:user", "me"));
        return FlywayScript.whole(new SourceText("V1__a.sql", sql, 1), placeholders)
                .sql();
    }

    @Test
    void literal_values_of_spring_boot_are_taken_and_those_of_a_profile_are_not() throws IOException {
        write("src/main/resources/application.yml", """
                server:
                  port: 8080
                spring:
                  profiles:
                    active: dev
                  datasource: {url: "jdbc:postgresql://localhost/x"}
                  flyway: # ours
                    default-schema: app
                    locations: classpath:db/migration
                    placeholders:
                      table: "orders" # all of them
                      "my-key": it's
                      secret: ${DB_SECRET}
                      list: [a, b]
                    out-of-order: true
                ---
                spring:
                  config.activate.on-profile: prod
                  flyway.placeholders.table: others
                """);

        assertThat(read().values()).containsOnly(Map.entry("table", "orders"), Map.entry("my-key", "it's"));
        assertThat(read().file()).contains(root.resolve("src/main/resources/application.yml"));
        assertThat(read().notFollowed()).containsExactly("default-schema=app");
        assertThat(run(read(), "TABLE ${table}")).isEqualTo("TABLE orders");
    }

    @Test
    void properties_say_the_same() throws IOException {
        write(
                "src/main/resources/application.properties",
                "spring.flyway.placeholders.a=1\nspring.flyway.placeholders[b]=2\nspring.flyway.placeholders.c=${X}\n"
                        + "#---\nspring.config.activate.on-profile=prod\nspring.flyway.placeholders.a=9\n");

        assertThat(read().values()).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void a_configuration_of_flyway_itself_that_is_nearer_counts_alone() throws IOException {
        write("src/main/resources/application.properties", "spring.flyway.placeholders.a=1\n");
        write(
                MIGRATIONS + "/flyway.conf",
                "flyway.placeholderPrefix=#[\nflyway.placeholderSuffix=]\nflyway.placeholders.b=2\n");
        assertThat(read().values()).containsOnly(Map.entry("b", "2"));
        assertThat(run(read(), "SELECT '${a}', #[b], '#[flyway:user]'")).isEqualTo("SELECT '${a}', 2, 'me'");

        write(MIGRATIONS + "/flyway.conf", "flyway.placeholderReplacement=false\n");
        assertThat(run(read(), "SELECT '${a}', '${")).isEqualTo("SELECT '${a}', '${");
    }

    @Test
    void toml_counts_more_than_conf_and_its_environment_more_than_the_rest() throws IOException {
        write(MIGRATIONS + "/flyway.conf", "flyway.placeholders.a=conf\n");
        write(MIGRATIONS + "/flyway.toml", """
                id = "1" # of Flyway Desktop
                [[redgateCompare.filters]]
                name = "x"

                [environments.test]
                url = "jdbc:postgresql://localhost/x"
                schemas = ["app", # first
                           "audit"]
                [environments.test.flyway]
                placeholders.b = 'it''s'
                [environments.prod.flyway.placeholders]
                b = "prod"

                [flyway]
                environment = "test"
                locations = [ "filesystem:sql" ]
                validateMigrationNaming = true
                placeholders = { a = "1", "my-key" = \"""
                two
                lines\""", b = "2", n = 1_000 }
                check.majorTolerance = 3 # \u0023
                """.replace("it''s", "its"));
        write(MIGRATIONS + "/flyway.user.toml", "[flyway.placeholders]\na = \"\\u0031\\t#\"\n");

        assertThat(read().file()).contains(root.resolve(MIGRATIONS + "/flyway.toml"));
        assertThat(read().values())
                .containsOnly(
                        Map.entry("a", "1\t#"),
                        Map.entry("my-key", "two\nlines"),
                        Map.entry("b", "its"),
                        Map.entry("n", "1000"));
        assertThat(read().notFollowed()).containsExactly("schemas=app,audit");
        assertThat(run(read(), "SELECT '${b}'")).isEqualTo("SELECT 'its'");
    }

    @Test
    void what_is_no_toml_is_refused_as_flyway_does() throws IOException {
        refuse("[flyway]\nplaceholders.a = one\n", 2, "Unknown token");
        refuse("[flyway]\n\nplaceholders.a = \"one\n", 3, "");
        refuse("[flyway\n", 1, "");
        refuse("[flyway]\nlocations = [\"a\" \"b\"]\n", 2, "");
        refuse("flyway.a = '1' b\n", 1, "");
        refuse("flyway.a = 1\nflyway.a = 2\n", 2, "");
        refuse("flyway.a = \"\\d\"\n", 1, "");
        refuse("flyway.placeholders.a=1\n= 2\n", 2, "");
    }

    private void refuse(String toml, int line, String message) throws IOException {
        write(MIGRATIONS + "/flyway.toml", toml);
        assertThatThrownBy(this::read)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(
                        root.resolve(MIGRATIONS + "/flyway.toml") + " line " + line + " is no TOML: " + message)
                .hasMessageEndingWith(
                        ". Flyway refuses a file that is no TOML, and without it nobody knows the values of placeholders;"
                                + " mend the line.");
    }

    @Test
    void names_that_are_not_flyways_usual_ones_are_told() throws IOException {
        write(MIGRATIONS + "/flyway.conf", "flyway.sqlMigrationPrefix=M\nflyway.executeInTransaction=true\n");

        assertThat(read().notFollowed()).containsExactly("sqlMigrationPrefix=M");
    }

    @Test
    void a_project_that_says_nothing_has_no_values() throws IOException {
        write("src/main/resources/application.yml", "spring:\n  datasource:\n    url: x\n");

        assertThat(read().values()).isEmpty();
        assertThat(read().file()).isEmpty();
    }
}
