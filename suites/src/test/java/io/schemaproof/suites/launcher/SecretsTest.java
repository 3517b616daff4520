package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is told by nobody, in whatever form it stands in scripts that fail: on the console, in JSON, on pages, in Allure's results. */
class SecretsTest {

    private static final String SECRET = "hunter2";
    private static final String PIN = "471108";

    @TempDir
    private Path folder;

    private Path migrations;

    @BeforeEach
    void write() throws IOException {
        migrations = Files.createDirectories(folder.resolve("migrations"));
        script("V1__account.sql", """
                CREATE TABLE account (id int PRIMARY KEY, pin int, password text CHECK (length(password) > 30));
                CREATE TABLE country (code text PRIMARY KEY, calling int);
                """);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
    }

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        Launcher.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments);
        return out.toString();
    }

    private void assertNothingWritten() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(SECRET, PIN));
        }
    }

    @Test
    void an_audit_shows_what_goes_into_other_tables_alone() throws IOException {
        script("V2__rows.sql", """
                INSERT INTO account VALUES (1, 471108, 'hunter2');
                INSERT INTO account VALUES (2, 'hunter2', 'x');
                INSERT INTO account (id, pin, password) VALUES (3, 471108, 'hunter2');
                INSERT INTO missing VALUES (471108, 'hunter2');
                INSERT INTO account VALUES (4, 471108, 'plain' 'hunter2');
                DO $$ BEGIN INSERT INTO account VALUES (5, 471108, 'hunter2'); END $$;
                WITH x AS (SELECT 1) INSERT INTO account SELECT 6, 'hunter2', NULL;
                COPY account FROM stdin;
                7	hunter2	x
                \\.
                ALTER ROLE nobody PASSWORD 'hunter2';
                INSERT INTO country VALUES ('DE', 'forty-nine');
                BEGIN; INSERT INTO account VALUES (8, 471108, repeat('hunter2', 9));
                """);

        String said = run(
                "audit",
                migrations.toString(),
                "--json",
                folder.resolve("out/audit.json").toString(),
                "--runs",
                "0");

        assertThat(said)
                .contains(
                        "V2__rows.sql:2:32 ERROR 22P02: invalid input syntax for type integer: \"***\"",
                        "INSERT INTO account (id, pin, password) VALUES (***, ***, '***')",
                        "CONTEXT: SQL statement \"INSERT INTO account VALUES (***, ***, '***')\"",
                        "invalid input syntax for type integer: \"forty-nine\"\n    INSERT INTO country VALUES ('DE', 'forty-nine');\n"
                                + "                                      ^\n")
                .doesNotContain(SECRET, PIN);
        assertNothingWritten();
    }

    @Test
    void a_verification_hides_it_in_all_forms() throws IOException {
        script("V2__rows.sql", """
                DO $$ BEGIN INSERT INTO account VALUES (1, 471108, repeat('hunter2', 9)); END $$;
                WITH x AS (SELECT 1) INSERT INTO account SELECT 6, 'hunter2', NULL;
                """);

        String said = run(
                "verify",
                migrations.toString(),
                "--checks",
                "roundtrip",
                "--json",
                out("json"),
                "--html",
                out("html"),
                "--markdown",
                out("md"),
                "--sarif",
                out("sarif"),
                "--gitlab",
                out("gitlab"),
                "--allure",
                out("allure"));

        assertThat(said)
                .contains("invalid input syntax for type integer: \"***\"")
                .doesNotContain(SECRET, PIN);
        assertNothingWritten();
    }

    private String out(String form) {
        return folder.resolve("out").resolve(form).toString();
    }

    @Test
    void the_urls_of_several_servers_are_told_without_what_is_in_them() {
        String one = "jdbc:postgresql://127.0.0.1:1/a?user=ci&password=hunter2";
        String other = "jdbc:postgresql://127.0.0.1:1/b?user=ci&password=471108";

        String said = run("verify", migrations.toString(), "--servers", one + "," + other);
        String misspelt = run("verify", migrations.toString(), "--srevers", one + "," + other);

        assertThat(said)
                .contains("None of the 2 servers of schemaproof.servers (--servers) answers:")
                .contains("jdbc:postgresql://127.0.0.1:1/b: Connection to 127.0.0.1:1 refused");
        assertThat(said + misspelt).doesNotContain(SECRET, PIN);
    }

    @Test
    void a_url_of_libpq_is_refused_without_its_password_wherever_it_stands() {
        String url = "postgres://ci:hunter2@127.0.0.1:1/shop?password=471108";
        String folder = migrations.toString();

        assertThat(run("drift", folder, "--against", url))
                .startsWith("Only a URL that begins with jdbc:postgresql: can be compared with (--against)."
                        + " Write jdbc:postgresql://127.0.0.1:1/shop?user=NAME, and keep the password in ~/.pgpass.")
                .doesNotContain(SECRET, PIN);
        assertThat(run("verify", folder, "--start", url))
                .startsWith("Only a URL that begins with jdbc:postgresql: can be begun with (--start). Write")
                .doesNotContain(SECRET, PIN);
        assertThat(run("describe", url)).startsWith("Only a URL").doesNotContain(SECRET, PIN);
        assertThat(run("verify", folder, "--database", url))
                .startsWith("The URL postgres://127.0.0.1:1/shop is not understood. Write jdbc:postgresql://HOST")
                .doesNotContain(SECRET, PIN);
        assertThat(run("verify", url))
                .startsWith("DIR takes a folder or a file, and postgres://127.0.0.1:1/shop is a database.")
                .doesNotContain(SECRET, PIN);
        assertThat(run("verify", folder, "--seed=" + url))
                .startsWith("--seed takes a folder or a file, and postgres://127.0.0.1:1/shop is a database.")
                .doesNotContain(SECRET, PIN);
        assertThat(run("verify", folder, "--databse", url))
                .contains("Unknown options: '--databse'")
                .doesNotContain(SECRET, PIN);
        assertThat(run("verify", "postgresql://me@127.0.0.1:1/some"))
                .startsWith("DIR takes a folder or a file, and postgresql://127.0.0.1:1/some is a database.");
    }
}
