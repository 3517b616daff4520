package io.schemaproof.suites.launcher;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {

    private static final String BOOKSHOP = "../fixtures/src/main/resources/examples/bookshop";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void what_does_not_arrive_on_the_standard_output_is_no_description() {
        StringWriter said = new StringWriter();
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        full.print("format: 1");

        assertThat(Launcher.written(ExitCode.PASSED, full, new PrintWriter(said, true)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(said.toString())
                .isEqualToIgnoringNewLines(
                        "schemaproof: What was to be written to the standard output did not all"
                                + " arrive there, as on a full disk: it is not whole. Mend that, or name a file with --output.");

        PrintStream whole = new PrintStream(OutputStream.nullOutputStream());
        whole.print("format: 1");
        assertThat(Launcher.written(ExitCode.PASSED, whole, new PrintWriter(said, true)))
                .isEqualTo(ExitCode.PASSED);
    }

    @Test
    void the_example_is_described_and_its_database_is_gone() {
        assertThat(run("describe", BOOKSHOP)).isZero();

        assertThat(out.toString())
                .startsWith("# The contract of a schema.")
                .contains("format: 1\nschema: public\n", "\n  books:\n    columns:\n", "order_status");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void texts_whose_lines_end_as_on_windows_are_described_as_they_are() throws Exception {
        Path migrations = Files.createDirectories(folder.resolve("windows"));
        Files.writeString(
                migrations.resolve("1_a.up.sql"),
                "CREATE TABLE a (id int PRIMARY KEY);\r\nCOMMENT ON TABLE a IS 'first\r\nsecond';\r\n"
                        + "COMMENT ON COLUMN a.id IS 'first\nsecond';\r\n");
        Files.writeString(migrations.resolve("1_a.down.sql"), "DROP TABLE a;");
        Path file = folder.resolve("windows.yaml");

        assertThat(run("describe", migrations.toString(), "--output", file.toString()))
                .isZero();

        assertThat(file).content().contains("comment: \"first\\r\\nsecond\"");
        assertThat(run("contract", file.toString(), "--against", migrations.toString()))
                .as(out.toString())
                .isZero();

        Files.writeString(file, Files.readString(file).replace("\\r", ""));
        assertThat(run("contract", file.toString(), "--against", migrations.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("VIOLATED  table public.a", "Expected a comment");
    }

    @Test
    void a_described_database_fulfils_its_description_and_is_not_changed() throws Exception {
        try (TestDatabase database = ForeignDatabase.of("""
                CREATE SCHEMA "Größe";
                CREATE TABLE "Größe".a (id int PRIMARY KEY, b varchar(10) DEFAULT 'x');
                CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY);""")) {
            Catalog before = Schema.of(database.dataSource()).catalog();
            Path file = folder.resolve("new/contract.yaml");

            assertThat(run("describe", ForeignDatabase.url(database), "--output", file.toString()))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString()).isEmpty();
            assertThat(SchemaContract.readAll(file).stream().map(SchemaContract::name))
                    .containsExactly("\"Größe\"", "public");
            assertThat(Schema.of(database.dataSource())).matches(file);
            assertThat(Schema.of(database.dataSource()).catalog()).isEqualTo(before);
            assertThat(Files.list(file.getParent())).as("no temporary file").hasSize(1);
        }
    }

    @Test
    void the_server_refuses_every_change_on_the_connection() throws SQLException {
        try (TestDatabase database = ForeignDatabase.of("CREATE TABLE a (id int)");
                Connection connection = new JdbcUrl(ForeignDatabase.url(database)).connect();
                Statement statement = connection.createStatement()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.execute("DROP TABLE a"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void how_many_rows_there_are_is_written_where_that_is_asked() throws SQLException {
        try (TestDatabase database =
                ForeignDatabase.of("CREATE TABLE a (id int); INSERT INTO a VALUES (1), (2); CREATE TABLE \"B\" ()")) {
            assertThat(run("describe", ForeignDatabase.url(database), "--counts"))
                    .as(err.toString())
                    .isZero();
        }
        assertThat(out.toString()).endsWith("rows:\n  '\"B\"': {count: 0}\n  a: {count: 2}\n");
    }

    @Test
    void one_schema_of_several() throws SQLException {
        try (TestDatabase database = ForeignDatabase.of(
                "CREATE SCHEMA app CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE SCHEMA none")) {
            String url = ForeignDatabase.url(database);

            assertThat(run("describe", url, "--schema", "APP")).isZero();
            assertThat(out.toString()).contains("schema: app").doesNotContain("schema: public", "---");
            assertThat(run("describe", url, "--schema", "none")).as("asked for").isZero();
            assertThat(run("describe", url, "--schema", "ap")).isEqualTo(2);
            assertThat(err.toString()).contains("There is no schema ap (--schema), did you mean app?");
            assertThat(run("describe", url, "--schema", "\"x")).isEqualTo(2);
            assertThat(err.toString()).contains("Not a name as SQL writes it");
        }
    }

    @Test
    void what_no_contract_can_demand_is_said() throws SQLException {
        try (TestDatabase database = ForeignDatabase.of("""
                CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES a);
                CREATE INDEX broken ON a (b);
                UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass;
                ALTER TABLE a DISABLE TRIGGER ALL;
                CREATE DOMAIN d AS int;
                ALTER DOMAIN d ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;""")) {
            assertThat(run("describe", ForeignDatabase.url(database))).isZero();
        }
        assertThat(err.toString().lines().map(line -> line.replaceAll(", which no contract can demand: .*", "")))
                .containsExactly(
                        "schemaproof: constraint public.d.positive is NOT VALID",
                        "schemaproof: foreign key public.a.a_b_fkey has triggers that are disabled",
                        "schemaproof: index public.broken is not valid");
    }

    @Test
    void a_file_that_is_there_is_kept_unless_asked() throws IOException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), "mine");

        assertThat(run("describe", BOOKSHOP, "--output", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("contract.yaml exists (--output). Say --force to write over it.");
        assertThat(file).hasContent("mine");

        assertThat(run("describe", BOOKSHOP, "--output", file.toString(), "--force"))
                .isZero();
        assertThat(file).content().contains("schema: public");

        assertThat(run("describe", BOOKSHOP, "--force")).isEqualTo(2);
        assertThat(err.toString()).contains("--force goes with --output");
        assertThat(run("describe", BOOKSHOP, "--output", file.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("contract.yaml").contains("cannot be written");
    }

    @Test
    void nothing_there() throws IOException, SQLException {
        assertThat(run("describe")).isEqualTo(2);
        assertThat(run("describe", folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("missing").contains("does not exist");
        assertThat(run("describe", folder.toString())).as("an empty folder").isEqualTo(2);
        Files.writeString(folder.resolve("1_a.up.sql"), "SELECT 1;");
        assertThat(run("describe", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is nothing to describe");
    }

    @Test
    void a_migration_that_fails_is_shown_as_verify_shows_it() throws IOException {
        Files.writeString(folder.resolve("1_a.up.sql"), "CREATE TABLE a (id int);\nCREATE TABLE a (id int);");

        assertThat(run("describe", folder.toString())).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("Migration 1", " fails:\n", "1_a.up.sql:2", "relation \"a\" already exists");
        StringWriter verified = new StringWriter();
        Launcher.run(new PrintWriter(verified, true), new PrintWriter(err, true), "verify", folder.toString());
        List<String> shown = err.toString().lines().skip(1).map(String::strip).toList();
        assertThat(verified.toString()).contains(shown.get(0));
    }

    @Test
    void no_secret_is_shown() throws SQLException {
        try (TestDatabase database = ForeignDatabase.of("")) {
            assertThat(run("describe", ForeignDatabase.url(database, "s3cret%2Bpw")))
                    .isEqualTo(3);
            assertThat(run("describe", "jdbc:postgresql://joe:s3cret%2Bpw@127.0.0.1:1/nowhere"))
                    .isEqualTo(3);
            assertThat(run("describe", "jdbc:postgresql://127.0.0.1:1x/nowhere?password=s3cret%2Bpw"))
                    .isEqualTo(3);
            assertThat(run("describe", "jdbc:mysql://h/d?password=s3cret")).isEqualTo(2);
            assertThat(run("describe", BOOKSHOP, "jdbc:postgresql://h/d?password=s3cret"))
                    .isEqualTo(2);
        }
        assertThat(err.toString())
                .contains("Cannot connect to jdbc:postgresql://127.0.0.1:1/nowhere: ")
                .contains("Only a URL that begins with jdbc:postgresql: can be described.")
                .doesNotContain("s3cret");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void options_of_migrations_make_no_sense_for_a_database() {
        assertThat(run("describe", "jdbc:postgresql://h/d", "--pg", "17")).isEqualTo(2);
        assertThat(err.toString()).contains("--pg says how migrations run, but a database is described");
    }

    @Test
    void help_names_every_option_and_the_exit_codes() {
        assertThat(run("describe", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "DIR|JDBC-URL",
                        "--schema",
                        "--counts",
                        "--output",
                        "--force",
                        "--format",
                        "--database",
                        "--pg",
                        "--before")
                .contains(
                        "Exit codes: 0 written, 1 a migration fails, 2 bad usage or input, 3 no database, 4 a defect of Schemaproof.");
    }
}
