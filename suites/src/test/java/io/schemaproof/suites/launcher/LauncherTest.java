package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final Path BOOKSHOP = Path.of("../fixtures/src/main/resources/examples/bookshop");

    @TempDir
    private static Path reports;

    /** The example, verified with all that is checked by default. */
    private static int exampleCode;

    private static String exampleText = "";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @BeforeAll
    static void verify_the_example() {
        StringWriter text = new StringWriter();
        exampleCode = Launcher.run(
                new PrintWriter(text, true),
                new PrintWriter(new StringWriter(), true),
                "verify",
                BOOKSHOP.toString(),
                "--json",
                exampleJson().toString());
        exampleText = text.toString();
    }

    private static Path exampleJson() {
        return reports.resolve("out/result.json");
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void the_example_shows_failures_first_then_a_table_then_the_sum() {
        assertThat(exampleCode).isEqualTo(1);
        assertThat(exampleText)
                .contains("Verifying 5 migrations in", "(golang-migrate)")
                .contains("0002_add_orders.down.sql", "public.order_status", "DROP TYPE public.order_status;")
                .contains("ALTER TABLE public.books ALTER COLUMN isbn DROP NOT NULL;");
        assertThat(exampleText.strip().lines().toList())
                .last()
                .asString()
                .startsWith("5 migrations: 3 ok, 2 leaves-trace, in ");
        assertThat(exampleText.indexOf("LEAVES-TRACE")).isLessThan(exampleText.indexOf("verdict"));
        assertThat(exampleText.indexOf("\nleaves-trace")).isLessThan(exampleText.indexOf("\nok"));
    }

    @Test
    void clean_migrations_end_with_zero(@TempDir Path folder) throws IOException {
        write(folder, "1_a.up.sql", "CREATE TABLE a (id int);");
        write(folder, "1_a.down.sql", "DROP TABLE a;");

        assertThat(run("verify", folder.toString())).isZero();
        assertThat(out.toString()).contains("1 migration: 1 ok");
    }

    @Test
    void readings_may_be_compared_with_whole_ones(@TempDir Path folder) throws IOException {
        write(folder, "1_a.up.sql", "CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a;");
        write(folder, "1_a.down.sql", "DROP VIEW v; DROP TABLE a;");

        assertThat(run("verify", folder.toString(), "--rows", "0", "--paranoid"))
                .isZero();
        assertThat(out.toString()).contains("1 migration: 1 ok");
    }

    @Test
    void warnings_fail_only_when_asked_for(@TempDir Path folder) throws IOException {
        write(folder, "1_a.up.sql", "CREATE TYPE t AS ENUM ('a');");
        write(folder, "1_a.down.sql", "DROP TYPE t;");
        write(folder, "2_b.up.sql", "ALTER TYPE t ADD VALUE 'b';");
        write(folder, "2_b.down.sql", "ALTER TYPE t RENAME VALUE 'b' TO 'b_unused';");

        Path summary = folder.resolveSibling(folder.getFileName() + ".md");
        assertThat(run(
                        "verify",
                        folder.toString(),
                        "--rows",
                        "0",
                        "--fail-on",
                        "warning",
                        "--markdown",
                        summary.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Not passed, because warnings count (--fail-on warning).");
        assertThat(summary).content().startsWith("## Schemaproof: passed, with 1 warning\n");
        Files.delete(summary);
        out.getBuffer().setLength(0);
        assertThat(run("verify", folder.toString(), "--rows", "0")).isZero();
        assertThat(out.toString()).doesNotContain("Not passed");
    }

    @Test
    void what_could_not_be_checked_is_not_passed(@TempDir Path folder) throws IOException {
        write(folder, "1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;\n");
        write(folder, "2_b.go", "package migrations\n");

        assertThat(run("verify", folder.toString(), "--rows", "0")).isEqualTo(1);
        assertThat(out.toString()).contains("1 ok, 1 inconclusive");
    }

    @Test
    void bad_usage_and_bad_input_end_with_two(@TempDir Path folder) throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(run("verify")).isEqualTo(2);
        assertThat(run("verify", folder.toString(), "--no-such-option")).isEqualTo(2);
        assertThat(run("verify", folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("missing").contains("does not exist");
        assertThat(run("verify", folder.toString())).as("an empty folder").isEqualTo(2);
        write(folder, "1_a.up.sql", "SELECT 1;");
        assertThat(run("verify", folder.toString(), "--pg", "13")).isEqualTo(2);
        assertThat(err.toString()).contains("PostgreSQL 13 is not supported");
        assertThat(run("verify", folder.toString(), "--checks", "speed")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown check 'speed'");
        assertThat(run("verify", folder.toString(), "--checks", "roundtrip,data", "--rows", "0"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "The check 'data' needs rows: ask for some with --rows, name a folder with --seed, or a dump with --start.");
        assertThat(run("verify", folder.toString(), "--rows", "-1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("schemaproof.rows (--rows) is '-1'; set it to a number from 0 to 999999999.");
        assertThat(run("verify", folder.toString(), "--seed", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("The folder with the seeds nowhere does not exist.");
        assertThat(run("verify", folder.toString(), "--fail-on", "never")).isEqualTo(2);
        assertThat(run("verify", folder.toString(), "--database", "oracle")).isEqualTo(2);
        assertThat(run("verify", folder.toString(), "--from", "7")).isEqualTo(2);
        assertThat(err.toString()).contains("No migration has the version 7");
        assertThat(run("verify", folder.toString(), "--before", "nowhere.sql")).isEqualTo(2);
    }

    @Test
    void help_names_every_option_and_the_exit_codes() {
        assertThat(run("verify", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "--format",
                        "--database",
                        "--pg",
                        "--before",
                        "--checks",
                        "--rows",
                        "--seed",
                        "--start",
                        "--fail-on",
                        "--from",
                        "--since",
                        "--to",
                        "--baseline",
                        "--write-baseline")
                .contains("--sarif", "--gitlab", "--markdown", "--github")
                .contains(
                        "--json",
                        "--allure",
                        "Exit codes: 0 passed, 1 findings, 2 bad usage or input, 3 no database, 4 a defect of Schemaproof.");
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("schemaproof 0.1");
    }

    @Test
    void the_json_report_is_written() {
        assertThat(exampleJson())
                .content()
                .contains("\"tool\"", "\"schemaproof\"")
                .contains("\"up\": \"0002_add_orders.up.sql\"")
                .contains("\"verdict\": \"leaves-trace\"")
                .contains("\"rule\": \"roundtrip.leaves-trace\"");
    }

    @Test
    void with_seeds_a_migration_that_loses_data_is_found(@TempDir Path folder) throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        write(migrations, "1_a.up.sql", "CREATE TABLE a (id int PRIMARY KEY, note text);");
        write(migrations, "1_a.down.sql", "DROP TABLE a;");
        write(migrations, "2_b.up.sql", "ALTER TABLE a DROP COLUMN note;");
        write(migrations, "2_b.down.sql", "ALTER TABLE a ADD COLUMN note text;");
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Files.createDirectory(seeds.resolve("2"));
        write(seeds, "2/public.a.csv", "id,note\n1,kept\n");
        Path json = folder.resolve("result.json");

        assertThat(run("verify", migrations.toString(), "--rows", "0"))
                .as("without rows")
                .isZero();
        assertThat(run("verify", migrations.toString(), "--checks", "roundtrip"))
                .as("without the check")
                .isZero();
        assertThat(run("verify", migrations.toString()))
                .as("with generated rows")
                .isEqualTo(1);
        assertThat(out.toString()).contains("LOSES-DATA  2 b", "of 100 rows of public.a have another value in note");
        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--checks",
                        "roundtrip,data",
                        "--rows",
                        "1",
                        "--seed",
                        seeds.toString(),
                        "--json",
                        json.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("LOSES-DATA  2 b", "note 'kept' -> NULL", "1 ok, 1 loses-data");
        assertThat(json)
                .content()
                .contains("\"verdict\": \"loses-data\"", "\"rule\": \"data.loses-data\"", "\"changed\": \"1\"");

        write(seeds, "7.sql", "SELECT 1;");
        assertThat(run("verify", migrations.toString(), "--seed", seeds.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("The seed 7.sql belongs to no migration. No migration has the version 7.");
    }

    @Test
    void what_a_migration_takes_for_granted_is_shown_and_fails_only_when_asked_for(@TempDir Path folder)
            throws IOException {
        write(folder, "1_a.up.sql", "CREATE TABLE a (id int PRIMARY KEY, note text);");
        write(folder, "1_a.down.sql", "DROP TABLE a;");
        write(folder, "2_b.up.sql", "ALTER TABLE a ALTER COLUMN note SET NOT NULL;");
        write(folder, "2_b.down.sql", "ALTER TABLE a ALTER COLUMN note DROP NOT NULL;");

        assertThat(run("verify", folder.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "ok  2 b",
                        "warning data.assumes",
                        "SELECT * FROM public.a WHERE note IS NULL",
                        "2 migrations: 2 ok");
        assertThat(run("verify", folder.toString(), "--fail-on", "warning")).isEqualTo(1);
    }

    @Test
    void a_table_that_no_row_fits_into_is_named_and_not_passed(@TempDir Path folder) throws IOException {
        write(folder, "1_a.up.sql", "CREATE TABLE a (id int CONSTRAINT never CHECK (id > 1 AND id < 1) NOT NULL);");
        write(folder, "1_a.down.sql", "DROP TABLE a;");
        write(folder, "2_b.up.sql", "ALTER TABLE a ADD COLUMN note text;");
        write(folder, "2_b.down.sql", "ALTER TABLE a DROP COLUMN note;");

        assertThat(run("verify", folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "INCONCLUSIVE  2 b",
                        "public.a, because check constraint never stops all generated rows: 23514 new row for relation \"a\" violates check constraint \"never\"",
                        "Give these tables rows in a seed for this or an earlier version, or in a RowSource of your own.",
                        "1 ok, 1 inconclusive");
    }

    @Test
    void a_report_that_cannot_be_written_is_said_after_the_verdicts(@TempDir Path folder) throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        write(migrations, "1_a.up.sql", "CREATE TABLE a (id int);");
        write(migrations, "1_a.down.sql", "SELECT 1;");
        Path file = write(folder, "file", "");

        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--rows",
                        "0",
                        "--json",
                        file.resolve("x.json").toString()))
                .isEqualTo(2);
        assertThat(out.toString()).contains("1 migration: 1 leaves-trace");
        assertThat(err.toString()).contains("x.json");
    }
}
