package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyOptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    /** Without rows, which the policies do without. */
    private int verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", folder.toString()));
        if (!List.of(options).contains("--rows")) {
            arguments.addAll(List.of("--rows", "0"));
        }
        arguments.addAll(List.of(options));
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("1_a.up.sql"), "CREATE TABLE IF NOT EXISTS a (id int);");
        Files.writeString(folder.resolve("1_a.down.sql"), "DROP TABLE a;");
    }

    @Test
    void what_bears_a_second_run_passes_where_it_is_required_and_not_where_it_is_forbidden() {
        assertThat(verify("--checks", "roundtrip,idempotency")).isZero();
        assertThat(verify("--idempotency", "forbidden")).isEqualTo(1);
        assertThat(out.toString())
                .contains("UNSAFE  1 a", "1_a.up.sql:1  error idempotency.rerun-passes")
                .contains("line 1: relation \"a\" already exists, skipping");
    }

    @Test
    void what_does_not_fails_only_where_the_check_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("1_a.up.sql"), "CREATE TABLE a (id int);");

        assertThat(verify()).isZero();
        assertThat(verify("--checks", "idempotency")).isEqualTo(1);
        assertThat(verify("--checks", "idempotency", "--idempotency", "forbidden"))
                .isZero();
    }

    @Test
    void all_runs_what_can_be_run_and_says_what_was_not() {
        assertThat(verify("--checks", "all")).isZero();
        assertThat(out.toString())
                .contains(
                        "1 migration: 1 ok",
                        "Not run: data, because there are no rows: ask for some with --rows,",
                        "Not run: idempotency, because nobody says what a second run must do: --idempotency required or"
                                + " forbidden.",
                        "Not run: queries, because nobody says where they are: --queries DIR.",
                        "Not run: performance, because nobody says where the queries are: --queries DIR.");
    }

    @Test
    void queries_that_take_too_long_are_findings(@TempDir Path queries) throws IOException {
        Files.writeString(
                queries.resolve("shop.sql"), "-- name: slow\nSELECT pg_sleep(0.01) FROM (SELECT count(*) FROM a) x;\n");

        assertThat(verify("--checks", "performance", "--queries", queries.toString(), "--within", "1"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("error performance.too-slow", "best of 20 ≤ 1 ms is demanded");
        assertThat(verify("--checks", "performance")).isEqualTo(2);
        assertThat(verify("--within", "5")).isEqualTo(2);
        assertThat(verify("--checks", "performance", "--queries", queries.toString(), "--within", "0"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "The check 'performance' needs queries: name a folder with --queries, or a database that has recorded them"
                                + " with --queries-from.",
                        "--within says how long a query may take, for the check performance: add it to --checks.",
                        "--within 0 is no time in which a query can run.");
    }

    @Test
    void who_only_goes_forward_is_told_of_the_rows_that_do_not_come_back() throws IOException {
        Files.delete(folder.resolve("1_a.down.sql"));
        Files.writeString(
                folder.resolve("1_a.up.sql"), "CREATE TABLE a (id int PRIMARY KEY, price numeric(8,4), note text);");
        Files.writeString(
                folder.resolve("2_b.up.sql"),
                "ALTER TABLE a ALTER price TYPE numeric(8,2), DROP note;\nDELETE FROM a WHERE id > 50;");
        Files.writeString(folder.resolve("3_c.up.sql"), "CREATE TABLE c ();");
        Files.writeString(folder.resolve("3_c.down.sql"), "CREATE TABLE left_behind ();");
        Files.writeString(
                folder.resolve("4_d.up.sql"),
                "ALTER TABLE a ADD d int DEFAULT 5;\nALTER TABLE a RENAME price TO cost;\nALTER TABLE a RENAME TO things;");

        assertThat(verify("--rows", "60")).isEqualTo(1);
        assertThat(out.toString()).contains("error roundtrip.no-down", "1 leaves-trace, 3 no-down");
        assertThat(verify("--rows", "60", "--downs", "optional")).isEqualTo(1);
        assertThat(out.toString().substring(out.toString().lastIndexOf("Verifying")))
                .contains(
                        "ok  2 b\n  2_b.up.sql:1  note downs.optional\n    The up changes rows, and no down takes that back:\n"
                                + "      - public.a: ",
                        "rows gone, values of price in ",
                        ", note gone, which had ",
                        "4 migrations: 3 ok, 1 leaves-trace, 3 without a way back")
                .doesNotContain("roundtrip.no-down", "ok  1 a", "ok  4 d");
        assertThat(verify("--downs", "maybe")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Unknown policy 'maybe' (schemaproof.downs, --downs). There are: required and optional.");
    }

    @Test
    void a_column_that_is_only_added_changes_no_row() throws IOException {
        Files.writeString(
                folder.resolve("2_b.up.sql"), "ALTER TABLE a ADD note text, ADD price int NOT NULL DEFAULT 1;");
        Files.deleteIfExists(folder.resolve("2_b.down.sql"));

        assertThat(verify("--rows", "60", "--downs", "optional")).isEqualTo(0);
        assertThat(out.toString())
                .contains("1 without a way back")
                .doesNotContain("downs.optional", "The up changes rows");
    }

    @Test
    void second_runs_meet_generated_rows_also_where_nobody_asks_whether_rows_survive() throws IOException {
        Files.writeString(
                folder.resolve("1_a.up.sql"), "CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY, n int NOT NULL);");
        Files.writeString(folder.resolve("2_b.up.sql"), "UPDATE a SET n = n / 2 + 1 WHERE n > 100;");
        Files.writeString(folder.resolve("2_b.down.sql"), "SELECT 1;");

        assertThat(verify("--checks", "roundtrip,idempotency", "--idempotency", "required", "--rows", "50"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("UNSAFE  2 b\n  2_b.up.sql:1  error idempotency.changes-rows", "values of n in ")
                .doesNotContain("data.");

        Files.writeString(folder.resolve("2_b.up.sql"), "UPDATE a SET n = 100 WHERE n > 100;");
        assertThat(verify("--checks", "roundtrip,idempotency", "--idempotency", "required", "--rows", "50"))
                .isZero();
    }

    @Test
    void an_unknown_policy_is_refused() {
        assertThat(verify("--idempotency", "maybe")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "Unknown policy 'maybe' (schemaproof.idempotency, --idempotency). There are: required, forbidden and off.");
    }

    @Test
    void what_stays_behind_half_way_is_told_where_it_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("2_b.up.sql"), "CREATE INDEX CONCURRENTLY a_id ON a (id);");
        Files.writeString(folder.resolve("2_b.down.sql"), "DROP INDEX a_id;");

        assertThat(verify()).isZero();
        assertThat(verify("--checks", "roundtrip,partial")).isEqualTo(1);
        assertThat(out.toString())
                .contains("UNSAFE  2 b", "error partial.stuck", "Stopped inside line 1 (CREATE INDEX CONCURRENTLY");
    }

    @Test
    void what_differs_elsewhere_is_a_warning_where_it_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("1_a.up.sql"), "CREATE TABLE a (at timestamp DEFAULT 'now'::timestamp);");

        assertThat(verify("--checks", "roundtrip,determinism")).isZero();
        assertThat(out.toString())
                .contains("warning determinism.schema-differs", "It follows the clock or a random value");
        assertThat(verify("--checks", "determinism", "--fail-on", "warning")).isEqualTo(1);
    }

    @Test
    void what_blocks_an_application_is_an_error_where_it_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("2_b.up.sql"), "SET LOCAL lock_timeout = '2s';\nCREATE INDEX b ON a (id);");
        Files.writeString(folder.resolve("2_b.down.sql"), "DROP INDEX b;");

        assertThat(verify()).isZero();
        assertThat(verify("--checks", "roundtrip,safety")).isEqualTo(1);
        assertThat(out.toString())
                .contains("UNSAFE  2 b", "2_b.up.sql:2  error safety.blocking-work", "SHARE on public.a (writes wait")
                .contains("CREATE INDEX CONCURRENTLY b ON public.a USING btree (id);");
    }

    @Test
    void how_long_clients_may_wait_is_the_projects_to_say_and_no_clock_is_asked() throws IOException {
        Files.writeString(
                folder.resolve("2_b.up.sql"), "SET LOCAL lock_timeout = '20s';\nALTER TABLE a ADD COLUMN b int;");
        Files.writeString(
                folder.resolve("2_b.down.sql"), "SET LOCAL lock_timeout = '2s';\nALTER TABLE a DROP COLUMN b;");

        assertThat(verify("--tolerate-wait", "1min")).isEqualTo(2);
        assertThat(verify("--checks", "safety", "--tolerate-wait", "soon")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--tolerate-wait is for the checks safety and traffic: add one to --checks.",
                        "'soon' is no time that somebody waits (schemaproof.tolerated-wait, --tolerate-wait). Write one as for"
                                + " lock_timeout: 500ms, 2s, 1min.");
        assertThat(verify("--checks", "safety,traffic")).isZero();
        assertThat(out.toString())
                .contains("warning safety.no-lock-timeout", "and waits for it up to 20 s.", "warning traffic.queue")
                .contains("Nothing ends that wait within 10 s");
        out.getBuffer().setLength(0);
        assertThat(verify("--checks", "safety,traffic", "--tolerate-wait", "20s"))
                .isZero();
        assertThat(out.toString()).contains("ok  ").doesNotContain("no-lock-timeout", "traffic.queue");
        out.getBuffer().setLength(0);
        assertThat(verify("--checks", "safety", "--tolerate-wait", "500ms")).isZero();
        assertThat(out.toString())
                .contains("2_b.up.sql:2  warning safety.no-lock-timeout", "SET LOCAL lock_timeout = '500ms';");
    }

    @Test
    void sizes_of_production_are_read_before_anything_runs_and_only_for_the_check_of_safety() throws IOException {
        Path sizes = Files.writeString(folder.resolve("sizes.csv"), "schema,table,rows,bytes\npublic,a,many,1\n");

        assertThat(verify("--sizes", sizes.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("--sizes says how large production is, for the check safety: add it to --checks.");
        assertThat(verify("--checks", "safety", "--sizes", sizes.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(sizes + ":2: 'many' is no number of rows");
        assertThat(verify("--checks", "safety", "--sizes", "jdbc:mysql://root:secret@h/d"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("begins with jdbc:postgresql:").doesNotContain("secret");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_blocks_is_told_with_an_estimate_for_production() throws IOException {
        Path sizes =
                Files.writeString(folder.resolve("sizes.csv"), "schema,table,rows,bytes\npublic,a,12000000,8192\n");
        Files.writeString(folder.resolve("2_b.up.sql"), "SET LOCAL lock_timeout = '2s'; CREATE INDEX b ON a (id);");
        Files.writeString(folder.resolve("2_b.down.sql"), "SET LOCAL lock_timeout = '2s'; DROP INDEX b;");

        assertThat(verify("--checks", "safety", "--sizes", sizes.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("2_b.up.sql:1  error safety.blocking-work")
                .contains("In production, as an estimate, this takes about ")
                .contains("12 M rows of public.a, 8 kB, are indexed (" + sizes + "); here ")
                .contains("are indexed, measured on 200000 rows in memory, with nobody beside.");
    }

    @Test
    void what_a_query_does_not_survive_is_an_error_where_queries_are_given() throws IOException {
        Path queries = Files.createDirectories(folder.resolve("queries"));
        assertThat(verify("--queries", queries.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("The folder " + queries + " holds no query.");
        Files.writeString(queries.resolve("shop.sql"), "-- name: a\nSELECT id FROM a;");
        Files.writeString(folder.resolve("2_b.up.sql"), "ALTER TABLE a RENAME id TO b;");
        Files.writeString(folder.resolve("2_b.down.sql"), "ALTER TABLE a RENAME b TO id;");

        assertThat(verify("--checks", "queries")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "The check 'queries' needs queries: name a folder with --queries, or a database that has recorded them");
        assertThat(verify("--queries", queries.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "UNSAFE  2 b",
                        "2_b.up.sql:1  error queries.broken",
                        "This migration affects 1 of 1 service: shop (a broken)");
    }

    @Test
    void recorded_queries_are_read_before_anything_runs() throws SQLException {
        assertThat(verify("--queries-roles", "shop")).isEqualTo(2);
        assertThat(verify("--queries-service", "shop")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--queries-roles is said of what a server has recorded: name it with --queries-from.",
                        "--queries-service is said of");
        assertThat(verify("--queries-from", "jdbc:mysql://root:secret@h/d")).isEqualTo(2);
        assertThat(err.toString()).contains("begins with jdbc:postgresql:").doesNotContain("secret");
        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            String url = database.settings().jdbcUrl() + "?user="
                    + database.settings().user() + "&password="
                    + database.settings().password();
            assertThat(verify("--queries-from", url)).isEqualTo(2);
            assertThat(err.toString())
                    .contains("records no queries: it has no extension pg_stat_statements")
                    .doesNotContain(database.settings().password());
        }
        assertThat(out.toString()).isEmpty();
    }
}
