package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.backup.Backup;
import io.schemaproof.backup.DumpFormat;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.Databases;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartOptionsTest {

    /** What production holds after 1, with a row that 2's down cannot give back. */
    private static final String PRODUCTION = """
            CREATE TABLE books (id int PRIMARY KEY, note text);
            INSERT INTO books VALUES (1, 'x, y'), (2, NULL);
            CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
            INSERT INTO schema_migrations VALUES (1, false);
            """;

    private static final String DUMP = """
            --
            -- PostgreSQL database dump
            --
            \\restrict abc
            SET statement_timeout = 0;
            SET transaction_timeout = 0;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SELECT pg_catalog.set_config('search_path', '', false);
            CREATE TABLE public.books (id integer NOT NULL, note text);
            ALTER TABLE public.books OWNER TO bookkeeper_of_a_dump;
            CREATE TABLE public.schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL);
            COPY public.books (id, note) FROM stdin;
            1\tx, y
            2\t\\N
            \\.
            COPY public.schema_migrations (version, dirty) FROM stdin;
            1\tf
            \\.
            ALTER TABLE ONLY public.books ADD CONSTRAINT books_pkey PRIMARY KEY (id);
            GRANT SELECT ON TABLE public.books TO "Reader of a dump";
            --
            -- PostgreSQL database dump complete
            --
            \\unrestrict abc
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path migrations;

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @BeforeEach
    void write() throws IOException {
        migrations = Files.createDirectory(folder.resolve("migrations"));
        pair("1_books", "CREATE TABLE books (id int PRIMARY KEY, note text);", "DROP TABLE books;");
        pair(
                "2_split",
                "ALTER TABLE books ADD COLUMN notes text[]; UPDATE books SET notes = string_to_array(note, ', ');"
                        + " ALTER TABLE books DROP COLUMN note;",
                "ALTER TABLE books ADD COLUMN note text; UPDATE books SET note = notes[1];"
                        + " ALTER TABLE books DROP COLUMN notes;");
        pair("3_more", "CREATE TABLE more (id int);", "DROP TABLE more;");
    }

    private void pair(String name, String up, String down) throws IOException {
        Files.writeString(migrations.resolve(name + ".up.sql"), up);
        Files.writeString(migrations.resolve(name + ".down.sql"), down);
    }

    private Path dump(String text) throws IOException {
        return Files.writeString(folder.resolve("production.sql"), text);
    }

    @Test
    void a_plain_dump_says_which_migrations_it_holds_and_its_rows_are_checked() throws IOException {
        Path dump = dump(DUMP);

        assertThat(run("verify", migrations.toString(), "--start", dump.toString(), "--checks", "data"))
                .isEqualTo(1);

        assertThat(out.toString())
                .contains("Begins with dump " + dump
                        + ", which holds 1 of 3 migrations (schema_migrations); the next is 2."
                        + " Made for it, without login: Reader of a dump, bookkeeper_of_a_dump.")
                .contains("data.loses-data", "note", "'x, y' -> 'x'")
                .contains("2 migrations: 1 ok, 1 loses-data")
                .doesNotContain("2_split.down.sql:1: the down leaves");
        assertThat(err.toString()).doesNotContain("schemaproof:");
    }

    @Test
    void without_the_rows_of_the_dump_nothing_is_found() throws IOException {
        Path dump = dump(DUMP.replace("1\tx, y\n2\t\\N\n", "2\t\\N\n"));

        assertThat(run("verify", migrations.toString(), "--start", dump.toString()))
                .isZero();
        assertThat(out.toString()).contains("2 migrations: 2 ok");
    }

    @Test
    void a_dump_that_does_not_say_what_it_holds_needs_from() throws IOException {
        Path dump = dump("CREATE TABLE books (id int PRIMARY KEY, note text);");

        assertThat(run("verify", migrations.toString(), "--start", dump.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Which migrations does the dump " + dump
                        + " hold? It has no table schema_migrations that says so."
                        + " Say with --from which is the first that it lacks; --from 1 if it lacks them all.");

        assertThat(run("verify", migrations.toString(), "--start", dump.toString(), "--from", "2"))
                .as(out.toString() + err)
                .isZero();
        assertThat(out.toString())
                .contains("Begins with dump " + dump + ", taken to hold what comes before 2.")
                .contains("2 migrations: 2 ok");
    }

    @Test
    void what_the_dump_holds_is_not_checked_again() throws IOException {
        Path dump = dump(DUMP);

        assertThat(run("verify", migrations.toString(), "--start", dump.toString(), "--from", "1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds 1 already. It lacks 2 and what comes after it: say --from 2");

        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--start",
                        dump(DUMP.replace("1\tf", "3\tf")).toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Nothing is left to check", "holds all 3 migrations of the folder.");

        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--start",
                        dump(DUMP.replace("1\tf", "2\tt")).toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Version 2 has failed there, as schema_migrations says.");

        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--start",
                        dump(DUMP.replace("1\tf", "9\tf")).toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("says that version 9 is applied, which the folder does not have. Say with --from");
    }

    @Test
    void what_is_no_dump_is_refused() throws IOException {
        assertThat(run("verify", migrations.toString(), "--start", "nowhere.sql"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("There is no dump nowhere.sql.");
        assertThat(run("verify", migrations.toString(), "--start", migrations.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is a folder and no dump");
        assertThat(run("verify", migrations.toString(), "--start", "jdbc:mysql://root:secret@h/d"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Only a URL that begins with jdbc:postgresql:")
                .doesNotContain("secret");
        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--start",
                        dump("CREATE TABLE x (;").toString(),
                        "--from",
                        "1"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "The dump production.sql cannot be restored into schemaproof_",
                        "syntax error at or near \";\"");
    }

    @Test
    void an_archive_and_a_database_are_begun_with_too_and_the_database_is_only_read() throws SQLException {
        List<ClientPrograms> installed = InstalledClientPrograms.find(Configuration.ofSystem());
        if (installed.isEmpty()) {
            abort("NOT RUN: no pg_dump is installed");
        }
        int version = Math.min(installed.get(installed.size() - 1).majorVersion(), 17);
        ServerRequest request =
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(version);
        Path archive = folder.resolve("production.dump");
        try (TestDatabase database = TestDatabase.create(Databases.shared(request))) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(PRODUCTION);
            }
            Backup.of(database).format(DumpFormat.CUSTOM).write(archive);

            assertThat(run("verify", migrations.toString(), "--start", archive.toString(), "--checks", "data"))
                    .isEqualTo(1);
            assertThat(out.toString())
                    .contains("holds 1 of 3 migrations (schema_migrations)", "'x, y' -> 'x'", "1 ok, 1 loses-data");

            out.getBuffer().setLength(0);
            String url = url(database.settings());
            assertThat(run("verify", migrations.toString(), "--start", url, "--checks", "data"))
                    .isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "Begins with database " + database.settings().jdbcUrl() + ", which holds 1 of 3 migrations")
                    .contains("'x, y' -> 'x'", "1 ok, 1 loses-data")
                    .doesNotContain(database.settings().password());
            assertThat(tables(database)).as("the database is only read").isEqualTo("books,schema_migrations");
        }
        assertThat(err.toString()).doesNotContain("schemaproof:");
    }

    @Test
    void a_database_that_no_pg_dump_can_read_or_that_is_not_there_is_named_without_its_password() {
        ServerRequest request =
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(18);
        List<ClientPrograms> installed = InstalledClientPrograms.find(Configuration.ofSystem());
        try (TestDatabase database = TestDatabase.create(Databases.shared(request))) {
            String url = url(database.settings());
            if (installed.stream().noneMatch(programs -> programs.majorVersion() >= 18)) {
                assertThat(run("verify", migrations.toString(), "--start", url)).isEqualTo(2);
                assertThat(err.toString())
                        .contains(
                                "(PostgreSQL 18) cannot be read.",
                                "Install the client programs of PostgreSQL 18 or newer")
                        .doesNotContain(database.settings().password());
            }
            assertThat(run("verify", migrations.toString(), "--start", url.replace("password=", "password=wrong")))
                    .isEqualTo(3);
            assertThat(err.toString())
                    .contains("Cannot connect to")
                    .doesNotContain(database.settings().password());
        }
    }

    private static String url(ConnectionSettings settings) {
        return settings.jdbcUrl() + "?user=" + settings.user() + "&password=" + settings.password()
                + "&sslmode=disable";
    }

    private static String tables(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class"
                        + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")) {
            row.next();
            return row.getString(1);
        }
    }
}
