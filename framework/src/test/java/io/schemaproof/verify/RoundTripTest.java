package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

    @TempDir
    private Path folder;

    private MigrationsOnDisk migrations() {
        return new MigrationsOnDisk(folder);
    }

    private static List<String> verdicts(Verification verification) {
        return verification.migrations().stream()
                .map(result -> result.verdict().word())
                .toList();
    }

    private static Finding only(MigrationResult result) {
        assertThat(result.findings()).hasSize(1);
        return result.findings().get(0);
    }

    @Test
    void a_repeatable_migration_must_run_once_more_without_being_taken_back() {
        Verification verification = RoundTrip.of(migrations()
                        .file("V1__a.sql", "CREATE TABLE a (id int);")
                        .file("U1__a.sql", "DROP TABLE a;")
                        .file("R__again.sql", "CREATE OR REPLACE VIEW again AS SELECT 1 AS x;")
                        .file("R__once.sql", "CREATE VIEW once AS SELECT 1 AS x;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "no-down", "reup-fails");
        assertThat(verification.migrations().get(2).findings().get(1).message())
                .startsWith(
                        "It is repeatable, and run once more, the up fails: R__once.sql:1:1 ERROR 42P07: relation \"once\" already exists")
                .endsWith("on what the former one has made: the next edit stops the deployment.");
    }

    @Test
    void what_nobody_commits_is_not_applied_and_not_taken_back() {
        Verification verification = RoundTrip.of(migrations()
                        .file("001_a.sql", "BEGIN;\nCREATE TABLE a (id int);\n")
                        .file("001_a.down.sql", "DROP TABLE IF EXISTS a;")
                        .file("002_b.sql", "BEGIN; CREATE TABLE b (id int); COMMIT;")
                        .file("002_b.down.sql", "BEGIN;\nDROP TABLE b;\n")
                        .file("003_c.sql", "\\set AUTOCOMMIT off\nCREATE TABLE c (id int);\n")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("up-fails", "down-fails", "up-fails");
        Finding up = only(verification.migrations().get(0));
        assertThat(up.file().orElse("") + ":" + up.line()).isEqualTo("001_a.sql:2");
        assertThat(up.message())
                .isEqualTo(
                        "The up ends inside a transaction that it opened. Nobody commits what it did there: it is rolled back when its tool disconnects.");
        assertThat(up.remedy()).isEqualTo("Put COMMIT at its end.");
        assertThat(only(verification.migrations().get(1)).message())
                .startsWith("The down ends inside a transaction that it opened.");
    }

    @Test
    void clean_migrations_are_ok_and_have_all_three_times() {
        Verification verification = RoundTrip.of(migrations()
                        .pair(
                                "1_orders",
                                "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
                                "DROP TABLE orders;")
                        .pair("2_index", "CREATE INDEX orders_note ON orders (note);", "DROP INDEX orders_note;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok");
        assertThat(verification.migrations()).allSatisfy(result -> {
            assertThat(result.findings()).isEmpty();
            assertThat(result.up()).isPresent();
            assertThat(result.down()).isPresent();
            assertThat(result.reup()).isPresent();
        });
        assertThat(verification.passed()).isEqualTo(2);
        assertThat(verification.provider())
                .isEqualTo(Databases.shared(ServerRequest.from(Configuration.ofSystem()))
                        .provider());
    }

    @Test
    void a_failing_up_is_named_with_place_and_cause_and_does_not_hide_the_rest() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                        .pair("2_b", "CREATE TABLE b (id int);\nCREATE INDEX b_i\n  ON missing (id);", "DROP TABLE b;")
                        .pair("3_c", "ALTER TABLE b ADD COLUMN x int;", "ALTER TABLE b DROP COLUMN x;")
                        .pair("4_d", "CREATE TABLE d (id uuid DEFAULT uuid_generate_v4());", "DROP TABLE d;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "up-fails", "ok", "up-fails");
        Finding finding = only(verification.migrations().get(1));
        assertThat(finding.rule()).isEqualTo("roundtrip.up-fails");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.file()).contains("2_b.up.sql");
        assertThat(finding.line()).isIn(2, 3);
        assertThat(finding.message()).contains("42P01", "relation \"missing\" does not exist");
        assertThat(finding.message()).as("sent as one transaction").doesNotContain("stays behind");
        assertThat(finding.facts()).containsEntry("sqlState", "42P01");
        assertThat(finding.remedy()).contains("--before");
        assertThat(only(verification.migrations().get(3)).remedy()).contains("CREATE EXTENSION IF NOT EXISTS");
    }

    @Test
    void what_the_server_cannot_do_comes_with_what_it_can() {
        List<MigrationResult> results = RoundTrip.of(migrations()
                        .pair(
                                "1_a",
                                "CREATE TYPE pair AS (one int); CREATE TABLE a (id int, p pair); CREATE MATERIALIZED VIEW sums AS SELECT id FROM a;"
                                        + " CREATE TABLE b (id int); CREATE POLICY own ON b USING (id > 0);",
                                "DROP TABLE b; DROP MATERIALIZED VIEW sums; DROP TABLE a; DROP TYPE pair;")
                        .pair("2_b", "ALTER TABLE a ALTER id TYPE bigint;", "ALTER TABLE a ALTER id TYPE int;")
                        .pair("3_c", "ALTER TABLE b ALTER id TYPE bigint;", "ALTER TABLE b ALTER id TYPE int;")
                        .pair(
                                "4_d",
                                "ALTER TYPE pair ALTER ATTRIBUTE one TYPE bigint;",
                                "ALTER TYPE pair ALTER ATTRIBUTE one TYPE int;")
                        .read())
                .evaluate()
                .migrations();

        assertThat(only(results.get(1)).remedy())
                .isEqualTo(
                        "Drop what uses the column before, in the same script, and make it again behind: materialized view sums.");
        assertThat(only(results.get(2)).remedy())
                .isEqualTo(
                        "Drop what uses the column before, in the same script, and make it again behind: policy own on table b.");
        assertThat(only(results.get(3)).remedy())
                .isEqualTo(
                        "Values of the type are stored, and the server changes none of them: make a type under another name and a"
                                + " column of it, carry the values over, and drop the former.");
    }

    @Test
    void what_a_failing_up_without_a_transaction_leaves_behind_is_listed() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("2025-01-02-a", "CREATE TABLE a (id int);\nCREATE TABLE a (id int);", "DROP TABLE a;")
                        .read())
                .evaluate();

        assertThat(only(verification.migrations().get(0)).message())
                .contains("42P07", "stops half way")
                .contains("public.a");
    }

    @Test
    void a_failing_down_is_named_and_does_not_hide_the_rest() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                        .pair("2_b", "CREATE TABLE b (id int);", "DROP TABLE bb;")
                        .pair("3_c", "CREATE TABLE c (id int);", "DROP TABLE c;")
                        .pair(
                                "4_d",
                                "CREATE TABLE d (list text[]); CREATE INDEX d_list ON d USING gin (list);",
                                "ALTER TABLE d ALTER COLUMN list TYPE text USING list[1]; DROP TABLE d;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "down-fails", "ok", "down-fails");
        Finding finding = only(verification.migrations().get(1));
        assertThat(finding.file()).contains("2_b.down.sql");
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.message()).contains("table \"bb\" does not exist", "In an emergency");
        // No order of migrations gives text an operator class.
        assertThat(only(verification.migrations().get(3)).remedy())
                .contains("Drop the index before the column changes");
    }

    @Test
    void a_trace_is_named_with_its_object_and_what_to_write() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int NOT NULL, n text);", "DROP TABLE a;")
                        .pair(
                                "2_b",
                                "ALTER TABLE a ADD COLUMN note text;\nCREATE INDEX a_n ON a (n);",
                                "ALTER TABLE a DROP COLUMN note;")
                        .pair(
                                "3_c",
                                "ALTER TABLE a ALTER COLUMN id DROP NOT NULL;",
                                "ALTER TABLE a ALTER COLUMN id DROP NOT NULL;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "leaves-trace", "leaves-trace");
        List<Finding> index = verification.migrations().get(1).findings();
        assertThat(index).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("roundtrip.leaves-trace");
            assertThat(finding.object()).contains("public.a_n");
            assertThat(finding.remedy()).contains("DROP INDEX public.a_n;");
            assertThat(finding.facts()).containsEntry("up", "2_b.up.sql:2");
        });
        assertThat(index)
                .as("and so it cannot be applied again")
                .anySatisfy(finding -> assertThat(finding.rule()).isEqualTo("roundtrip.reup-fails"));
        Finding nullability = only(verification.migrations().get(2));
        assertThat(nullability.object()).contains("public.a.id");
        assertThat(nullability.remedy()).contains("ALTER TABLE public.a ALTER COLUMN id SET NOT NULL;");
    }

    @Test
    void an_up_that_cannot_be_applied_again_is_reup_fails() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;")
                        .pair("2_b", "INSERT INTO a VALUES (1);", "SELECT 1;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "reup-fails");
        assertThat(only(verification.migrations().get(1)).message()).contains("23505", "cannot be rolled out again");
    }

    @Test
    void rows_that_a_second_up_doubles_do_not_disturb_later_migrations() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                        .pair("2_b", "INSERT INTO a VALUES (1);", "SELECT 1;")
                        .pair("3_c", "CREATE UNIQUE INDEX u ON a (id);", "DROP INDEX u;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok", "ok");
    }

    @Test
    void a_missing_or_empty_down_is_no_down_only_where_the_up_changed_something() {
        Verification verification = RoundTrip.of(migrations()
                        .file("1_a.up.sql", "CREATE TABLE a (id int);")
                        .pair("2_b", "CREATE TABLE b (id int);", "-- nothing to do\n/* really */ ;\n")
                        .pair("3_c", "INSERT INTO b VALUES (1);", "")
                        .file("4_d.up.sql", "SELECT 1;")
                        .pair("5_e", "ANALYZE a;", "-- nothing")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("no-down", "no-down", "no-down", "ok", "ok");
        assertThat(only(verification.migrations().get(0)).message())
                .contains("There is no down", "1 object", "public.a");
        assertThat(only(verification.migrations().get(1)).message()).contains("2_b.down.sql holds no statement");
        assertThat(only(verification.migrations().get(2)).facts()).containsEntry("rowsChanged", "true");
    }

    @Test
    void another_column_order_is_a_note() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (x int, y int);", "DROP TABLE a;")
                        .pair("2_b", "ALTER TABLE a DROP COLUMN x;", "ALTER TABLE a ADD COLUMN x int;")
                        .pair("3_c", "INSERT INTO a VALUES (1);", "DELETE FROM a;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok", "ok");
        assertThat(only(verification.migrations().get(1)).severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void an_enum_value_that_stays_is_said_once_and_is_no_failure() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TYPE mood AS ENUM ('ok');", "DROP TYPE mood;")
                        .pair("2_b", "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'bad';", "SELECT 1;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok");
        Finding finding = only(verification.migrations().get(1));
        assertThat(finding.rule()).isEqualTo("roundtrip.enum-value-stays");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("'bad'");
    }

    @Test
    void a_down_is_told_what_to_write() {
        Verification verification = RoundTrip.of(migrations()
                        .pair(
                                "1_a",
                                "CREATE TABLE a (x int CONSTRAINT positive CHECK (x > 0)); CREATE INDEX a_x ON a (x);",
                                "DROP TABLE a;")
                        .pair(
                                "2_b",
                                "DROP INDEX a_x; ALTER TABLE a DROP CONSTRAINT positive; CREATE SEQUENCE s;",
                                "SELECT 1;")
                        .read())
                .evaluate();

        assertThat(verification.migrations().get(1).findings())
                .extracting(Finding::remedy)
                .contains(
                        "In the down: CREATE INDEX a_x ON public.a USING btree (x);",
                        "In the down: ALTER TABLE public.a ADD CONSTRAINT positive CHECK ((x > 0));",
                        "In the down: DROP SEQUENCE public.s;");
    }

    @Test
    void what_no_statement_sets_is_told_with_another_way() {
        Verification verification = RoundTrip.of(migrations()
                        .pair(
                                "1_a",
                                "CREATE TABLE a (x int CONSTRAINT positive CHECK (x > 0)); CREATE TABLE b () INHERITS (a);"
                                        + " CREATE TABLE c () INHERITS (a);",
                                "DROP TABLE c, b, a;")
                        .pair("2_b", "ALTER TABLE b NO INHERIT a;", "ALTER TABLE b INHERIT a;")
                        .pair(
                                "3_c",
                                "ALTER TABLE c NO INHERIT a;",
                                "ALTER TABLE a DROP CONSTRAINT positive; ALTER TABLE c DROP CONSTRAINT positive;"
                                        + " ALTER TABLE c INHERIT a; ALTER TABLE a ADD CONSTRAINT positive CHECK (x > 0);")
                        .read())
                .evaluate();

        assertThat(verification.migrations().get(1).findings())
                .extracting(Finding::remedy)
                .containsExactly(
                        "In the down: nothing makes column public.b.x the parent's alone again where a table came back by"
                                + " INHERIT. Leave the inheritance alone in the up, or make the table anew: CREATE TABLE … ()"
                                + " INHERITS (…), with its rows; that of a partition: DETACH PARTITION, then ATTACH PARTITION.",
                        "In the down: nothing makes constraint public.b.positive the parent's alone again where a table came"
                                + " back by INHERIT. Drop it on the parent and here, and add it on the parent anew, which hands it"
                                + " down.");
        assertThat(verification.migrations().get(2).findings())
                .extracting(Finding::object)
                .containsExactly(Optional.of("public.c.x"));
    }

    @Test
    void what_no_down_could_take_back_needs_none() {
        Verification verification = RoundTrip.of(migrations()
                        .pair(
                                "1_a",
                                "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE a (x int);",
                                "DROP TABLE a; DROP TYPE mood;")
                        .pair("2_b", "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'bad';", "")
                        .pair(
                                "3_c",
                                "ALTER TABLE a ADD CONSTRAINT positive CHECK (x > 0) NOT VALID;",
                                "ALTER TABLE a DROP CONSTRAINT positive;")
                        .pair("4_d", "ALTER TABLE a VALIDATE CONSTRAINT positive;", "-- nothing")
                        .pair(
                                "5_e",
                                "ALTER TABLE a DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (x > 0) NOT VALID;",
                                "SELECT 1;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok", "ok", "ok", "leaves-trace");
        Finding label = only(verification.migrations().get(1));
        assertThat(label.rule()).isEqualTo("roundtrip.enum-value-stays");
        assertThat(label.message()).startsWith("Without a down, enum type public.mood gained values");
        Finding constraint = only(verification.migrations().get(3));
        assertThat(constraint.rule()).isEqualTo("roundtrip.validation-stays");
        assertThat(constraint.severity()).isEqualTo(Severity.NOTE);
        assertThat(constraint.message())
                .isEqualTo(
                        "Without a down, constraint public.a.positive is validated, which PostgreSQL cannot take back"
                                + "\n    CHECK ((x > 0))");
    }

    @Test
    void a_clock_frozen_into_a_view_is_not_a_trace() {
        String view = "CREATE OR REPLACE VIEW v AS SELECT %s AS c, 'now'::timestamp AS t;";
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", view.formatted(1), "DROP VIEW v;")
                        .pair("2_b", view.formatted(2), view.formatted(1))
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok");
        assertThat(verification.migrations())
                .allSatisfy(result -> assertThat(result.findings())
                        .isNotEmpty()
                        .allSatisfy(finding -> assertThat(finding.rule()).isEqualTo("roundtrip.not-deterministic")));
    }

    @Test
    void roles_count_although_they_live_outside_of_the_database() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE ROLE schemaproof_reader;", "DROP ROLE schemaproof_reader;")
                        .pair("2_b", "CREATE ROLE schemaproof_writer;", "SELECT 1;")
                        .pair("3_c", "CREATE TABLE c (id int);", "DROP TABLE c;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "leaves-trace", "ok");
        assertThat(verification.migrations().get(1).findings())
                .anySatisfy(finding -> assertThat(finding.object()).contains("schemaproof_writer"));
    }

    @Test
    void a_concurrent_index_beside_another_statement_fails_as_golang_migrate_sends_it() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                        .pair("2_b", "SELECT 1;\nCREATE INDEX CONCURRENTLY a_id ON a (id);", "DROP INDEX a_id;")
                        .pair("3_c", "CREATE INDEX CONCURRENTLY a_id2 ON a (id);", "DROP INDEX CONCURRENTLY a_id2;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "up-fails", "ok");
        assertThat(only(verification.migrations().get(1)).remedy()).contains("migration of its own");
    }

    @Test
    void a_down_that_fails_only_after_later_migrations_is_found_by_the_chain() {
        Verification verification = RoundTrip.of(migrations()
                        .pair(
                                "1_a",
                                "CREATE TABLE a (id int);",
                                "DO $$ BEGIN IF EXISTS (SELECT FROM a) THEN RAISE 'rows'; END IF; END $$; DROP TABLE a;")
                        .pair("2_b", "INSERT INTO a VALUES (1);", "SELECT 1;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("down-fails", "ok");
        assertThat(only(verification.migrations().get(0)).message())
                .contains("Taken back after all later ones", "a later migration leaves something");
    }

    @Test
    void a_step_in_another_language_is_inconclusive_and_the_rest_goes_on() {
        Verification verification = RoundTrip.of(migrations()
                        .file("001_a.sql", "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n")
                        .file("002_b.go", "package migrations\n")
                        .file("003_c.sql", "-- +goose Up\nCREATE TABLE c (id int);\n-- +goose Down\nDROP TABLE c;\n")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "inconclusive", "ok");
        assertThat(verification.inconclusive()).isEqualTo(1);
        assertThat(only(verification.migrations().get(1)).message()).contains("Not run", "Go");
    }

    @Test
    void a_script_that_ends_its_session_is_inconclusive_and_the_rest_goes_on() {
        Verification verification = RoundTrip.of(migrations()
                        .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;")
                        .pair("2_b", "SELECT pg_terminate_backend(pg_backend_pid());", "SELECT 1;")
                        .pair("3_c", "CREATE TABLE c (id int);", "DROP TABLE c;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "inconclusive", "ok");
        assertThat(only(verification.migrations().get(1)).message()).contains("The session was lost");
    }

    @Test
    void a_range_applies_what_comes_before_and_leaves_out_what_comes_after() {
        RoundTrip roundTrip = RoundTrip.of(migrations()
                .pair("1_a", "CREATE TABLE a (id int);", "")
                .pair("2_b", "ALTER TABLE a ADD x int;", "ALTER TABLE a DROP x;")
                .pair("3_c", "CREATE TABLE broken (id nothing);", "")
                .read());

        Verification verification = roundTrip.from("2").to("2").evaluate();

        assertThat(verdicts(verification)).containsExactly("ok");
        assertThat(verification.migrations().get(0).migration().version()).isEqualTo("2");
        assertThatThrownBy(() -> roundTrip.from("9").evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("No migration has the version 9. There are 1, 2, 3.");
        assertThatThrownBy(() -> roundTrip.from("3").to("1").evaluate())
                .hasMessageContaining("Nothing lies between 3 and 1");
    }

    @Test
    void a_script_makes_beforehand_what_the_migrations_expect(@TempDir Path other) throws Exception {
        RoundTrip roundTrip = RoundTrip.of(migrations()
                .pair("1_a", "ALTER TABLE theirs.orders ADD COLUMN x int;", "ALTER TABLE theirs.orders DROP COLUMN x;")
                .read());
        Path before = other.resolve("before.sql");
        java.nio.file.Files.writeString(before, "CREATE SCHEMA theirs;\nCREATE TABLE theirs.orders (id int);\n");

        assertThat(verdicts(roundTrip.evaluate())).containsExactly("up-fails");
        assertThat(verdicts(roundTrip.before(MigrationReader.script(before)).evaluate()))
                .containsExactly("ok");

        java.nio.file.Files.writeString(before, "CREATE SCHEMA theirs;\nCREATE TABLE;\n");
        assertThatThrownBy(
                        () -> roundTrip.before(MigrationReader.script(before)).evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("before.sql:2")
                .hasMessageContaining("42601");
    }

    @Test
    void the_tools_own_table_is_there_when_a_migration_refers_to_it() {
        Verification verification = RoundTrip.of(migrations()
                        .pair(
                                "1_a",
                                "COMMENT ON TABLE schema_migrations IS 'kept by the tool';",
                                "COMMENT ON TABLE schema_migrations IS NULL;")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok");
    }

    @Test
    void check_throws_with_every_finding() {
        RoundTrip broken = RoundTrip.of(migrations()
                .pair("1_a", "CREATE TABLE a (id int);", "DROP TABLE b;")
                .file("2_b.up.sql", "CREATE TABLE c (id int);")
                .read());

        assertThatThrownBy(broken::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("roundtrip.down-fails")
                .hasMessageContaining("roundtrip.no-down")
                .hasMessageContaining("2 migrations: 1 down-fails, 1 no-down");
    }
}
