package io.schemaproof.verify.policy;

import static io.schemaproof.verify.policy.PolicyFindings.all;
import static io.schemaproof.verify.policy.PolicyFindings.last;
import static io.schemaproof.verify.policy.PolicyFindings.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFailureTest {

    private static final String NO_TRANSACTION = "-- +goose NO TRANSACTION\n";

    /** On tables of their own: one verification says of all what one of each would say. */
    private static Checked goose;

    private static Checked pairs;

    @TempDir
    private Path folder;

    /** A verification, with what was told of its checks. */
    private record Checked(Verification verification, List<CheckResult> checks) {

        MigrationResult named(String name) {
            return Preserved.named(verification.migrations(), name);
        }

        MigrationResult result(int index) {
            return verification.migrations().get(index);
        }

        List<String> stops() {
            return checks.stream()
                    .map(check -> check.figures().getOrDefault("stops", "none"))
                    .toList();
        }

        String stops(String name) {
            return checks.stream()
                    .filter(check -> check.migration().equals(named(name).migration()))
                    .map(check -> check.figures().getOrDefault("stops", "none"))
                    .collect(Collectors.joining(" and "));
        }
    }

    private static Checked verify(RoundTrip roundTrip) {
        List<CheckResult> checks = new ArrayList<>();
        Verification verification = roundTrip
                .withPartialFailure()
                .with(new VerificationListener() {
                    @Override
                    public void checkFinished(CheckResult result) {
                        if (result.check().equals(PartialFailure.NAME)) {
                            checks.add(result);
                        }
                    }
                })
                .evaluate();
        return new Checked(verification, checks);
    }

    @BeforeAll
    static void verify_what_goose_runs(@TempDir Path shared) {
        Goose project = new Goose(new MigrationsOnDisk(shared))
                .step(
                        "transaction",
                        "",
                        "CREATE TABLE a_transaction (id int);\nINSERT INTO books_transaction VALUES (2, 'Persuasion');")
                .step(
                        "outside",
                        NO_TRANSACTION,
                        "CREATE TABLE a (id int);\nINSERT INTO books_outside VALUES (2, 'Sanditon');\n"
                                + "CREATE INDEX a_id ON a (id);\n-- +goose Down\nDROP TABLE a;\nDELETE FROM books_outside WHERE id = 2;")
                .step(
                        "again",
                        NO_TRANSACTION,
                        "CREATE TABLE IF NOT EXISTS a_again (id int, at timestamptz DEFAULT clock_timestamp());\n"
                                + "INSERT INTO a_again (id) SELECT 1 WHERE NOT EXISTS (SELECT FROM a_again);\n"
                                + "CREATE INDEX IF NOT EXISTS a_again_id ON a_again (id);")
                .step(
                        "twice",
                        NO_TRANSACTION,
                        "INSERT INTO books_twice SELECT max(id) + 1, 'x' FROM books_twice;\nCREATE INDEX ON books_twice (title);")
                .step(
                        "concurrently",
                        NO_TRANSACTION,
                        "CREATE INDEX CONCURRENTLY books_title ON books_concurrently (title);\n"
                                + "-- +goose Down\nDROP INDEX books_title;")
                .step(
                        "hidden",
                        NO_TRANSACTION,
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS books_hidden_title ON books_hidden (title);")
                .step(
                        "dropped",
                        NO_TRANSACTION,
                        "DROP INDEX CONCURRENTLY IF EXISTS books_dropped_title;\n"
                                + "CREATE INDEX CONCURRENTLY books_dropped_title ON books_dropped (title);")
                .step(
                        "commits",
                        NO_TRANSACTION,
                        "-- +goose StatementBegin\nDO $$ BEGIN UPDATE books_commits SET title = 'x'; COMMIT;"
                                + " UPDATE books_commits SET title = 'y'; END $$;\n-- +goose StatementEnd");
        goose = verify(RoundTrip.of(project.read()));
    }

    @BeforeAll
    static void verify_pairs(@TempDir Path shared) {
        pairs = verify(RoundTrip.of(new MigrationsOnDisk(shared)
                .pair("1_a", "CREATE TABLE a (id int); CREATE TABLE b (id int);", "DROP TABLE a, b;")
                .pair("2_c", "CREATE TABLE c (id int);", "DROP TABLE c;")
                .pair("3_d", "CREATE TABLE d (id int); COMMIT; CREATE TABLE e (id int);", "DROP TABLE d, e;")
                .pair(
                        "4_books",
                        "CREATE TABLE books (id int, title text) PARTITION BY LIST (id);"
                                + "CREATE TABLE books_1 PARTITION OF books FOR VALUES IN (1);"
                                + "CREATE INDEX books_1_title ON books_1 (title); CREATE INDEX books_1_id ON books_1 (id);",
                        "DROP TABLE books;")
                .pair("5_reindex", "REINDEX INDEX CONCURRENTLY books_1_id;", "SELECT 1;")
                .pair(
                        "6_drop",
                        "DROP INDEX CONCURRENTLY books_1_title;",
                        "CREATE INDEX books_1_title ON books_1 (title);")
                .pair("7_detach", "ALTER TABLE books DETACH PARTITION books_1 CONCURRENTLY;", "SELECT 1;")
                .read()));
    }

    /** Migrations that goose runs, each with books of its own, which the first migration makes. */
    private static final class Goose {

        private final MigrationsOnDisk migrations;
        private final StringBuilder up = new StringBuilder("-- +goose Up\n");
        private final StringBuilder down = new StringBuilder("-- +goose Down\n");
        private int last = 1;

        Goose(MigrationsOnDisk migrations) {
            this.migrations = migrations;
        }

        Goose step(String name, String head, String script) {
            String books = "books_" + name;
            up.append("CREATE TABLE " + books + " (id int PRIMARY KEY, title text);\n")
                    .append("INSERT INTO " + books + " VALUES (1, 'Emma');\n");
            down.append("DROP TABLE " + books + ";\n");
            String rest = script.contains("-- +goose Down") ? "\n" : "\n-- +goose Down\nSELECT 1;\n";
            migrations.file(++last + "_" + name + ".sql", head + "-- +goose Up\n" + script + rest);
            return this;
        }

        MigrationFolder read() {
            return migrations.file("1_books.sql", up.append(down).toString()).read();
        }
    }

    private static List<Finding> findings(MigrationResult result) {
        return PolicyRule.findings(PartialFailure.NAME, result.findings());
    }

    @Test
    void of_a_transaction_nothing_stays_behind() {
        assertThat(findings(goose.named("transaction"))).isEmpty();
        assertThat(goose.stops("transaction"))
                .as("by an error and by a killed session")
                .isEqualTo("2");
    }

    @Test
    void of_one_message_of_several_statements_nothing_stays_behind() {
        assertThat(pairs.stops().subList(0, 3)).containsExactly("2", "0", "6");
        assertThat(findings(pairs.result(0))).isEmpty();
        assertThat(findings(pairs.result(1))).isEmpty();
        assertThat(only(pairs.result(2), PolicyRule.PARTIAL_STUCK).message())
                .startsWith(
                        "Stopped after line 1 (COMMIT) by an error or a killed session, it leaves something behind:\n"
                                + "  - table public.d was added")
                .contains("42P07");
    }

    @Test
    void outside_of_a_transaction_the_second_try_stumbles() {
        MigrationResult result = goose.named("outside");

        Finding finding = only(result, PolicyRule.PARTIAL_STUCK);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(finding.file()).contains("3_outside.sql");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.object()).contains("public.a");
        assertThat(finding.message())
                .startsWith(
                        "Stopped after line 3 (CREATE TABLE a (id int)) by an error or a killed session, it leaves something behind:\n"
                                + "  - table public.a was added")
                .contains("The second try fails: 3_outside.sql:3:1 ERROR 42P07: relation \"a\" already exists")
                .contains("somebody has mended the database by hand.\nThe same after line 4.");
        assertThat(finding.remedy())
                .startsWith("Let it be one transaction: without -- +goose NO TRANSACTION")
                .contains("CREATE TABLE IF NOT EXISTS a …");
        assertThat(finding.facts()).containsEntry("stops", "2").containsEntry("sqlState", "42P07");
    }

    @Test
    void what_can_be_tried_again_recovers() {
        MigrationResult result = goose.named("again");

        assertThat(findings(result)).extracting(Finding::rule).containsExactly(PolicyRule.PARTIAL_RECOVERS.id());
        assertThat(findings(result).get(0).message())
                .contains(
                        "table public.a_again was added",
                        "The second try ends where an undisturbed run does.",
                        "The same after line 4.");
    }

    @Test
    void rows_that_are_there_twice_after_the_second_try_are_hidden() {
        Finding finding = only(goose.named("twice"), PolicyRule.PARTIAL_HIDDEN);
        assertThat(finding.message())
                .contains("  - public.books_twice: 1 row more")
                .contains("The second try reports success, and the database is not what an undisturbed run gives:\n"
                        + "  - public.books_twice holds 3 rows and not 2")
                .contains("On production nobody hears of it.");
    }

    @Test
    void an_index_that_is_built_concurrently_stays_invalid() {
        assertThat(goose.stops("concurrently")).isEqualTo("2");
        Finding finding = only(goose.named("concurrently"), PolicyRule.PARTIAL_STUCK);
        assertThat(finding.message())
                .startsWith(
                        "Stopped inside line 3 (CREATE INDEX CONCURRENTLY books_title ON books_concurrently (title)) by an error or a killed session")
                .contains(
                        "index public.books_title was added",
                        "; invalid: every write keeps it up, and no query uses it")
                .contains("relation \"books_title\" already exists");
        assertThat(finding.remedy()).startsWith("Put DROP INDEX CONCURRENTLY IF EXISTS public.books_title; before it");
    }

    @Test
    void an_invalid_index_is_hidden_by_if_not_exists() {
        assertThat(only(goose.named("hidden"), PolicyRule.PARTIAL_HIDDEN).message())
                .contains("invalid: every write keeps it up")
                .contains(
                        "reports success, and the database is not what an undisturbed run gives:\n  - index public.books_hidden_title: valid");
    }

    @Test
    void an_index_that_is_dropped_first_recovers() {
        MigrationResult result = goose.named("dropped");

        assertThat(only(result, PolicyRule.PARTIAL_RECOVERS).message())
                .contains("index public.books_dropped_title was added");
        assertThat(all(result, PolicyRule.PARTIAL_STUCK)).isEmpty();
    }

    @Test
    void a_drop_a_detach_and_a_reindex_are_stopped_inside_too() {
        assertThat(only(pairs.result(4), PolicyRule.PARTIAL_HIDDEN).message())
                .startsWith(
                        "Stopped inside line 1 (REINDEX INDEX CONCURRENTLY books_1_id) by an error or a killed session")
                .contains("index public.books_1_id_ccnew was added", "; invalid");
        assertThat(only(pairs.result(5), PolicyRule.PARTIAL_RECOVERS).message())
                .contains("index public.books_1_title: valid", "; invalid: every write keeps it up");
        Finding detach = only(pairs.result(6), PolicyRule.PARTIAL_STUCK);
        assertThat(detach.message()).contains("detach pending", "The second try fails");
        assertThat(detach.remedy())
                .startsWith("Before it is tried again: ALTER TABLE … DETACH PARTITION public.books_1 FINALIZE;");
    }

    @Test
    void transactions_of_a_psql_script_are_each_proved_and_what_is_between_them_is_found() {
        Checked checked = verify(RoundTrip.of(new MigrationsOnDisk(folder)
                .file(
                        "001_a.sql",
                        "BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nBEGIN;\nCREATE TABLE b (id int);\nCOMMIT;\n")
                .file("002_c.sql", "BEGIN;\nCREATE TABLE c (id int);\nCREATE TABLE d (id int);\nCOMMIT;\n")
                .read()));

        assertThat(checked.stops()).containsExactly("6", "2");
        assertThat(only(checked.result(0), PolicyRule.PARTIAL_STUCK).message())
                .startsWith("Stopped after line 3 (COMMIT)");
        assertThat(findings(checked.result(1))).isEmpty();
    }

    @Test
    void flyway_runs_in_a_transaction_what_can_be_run_in_one() {
        Checked checked = verify(RoundTrip.of(new MigrationsOnDisk(folder)
                .file("V1__a.sql", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n")
                .file("V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);\n")
                .read()));

        assertThat(findings(checked.result(0))).isEmpty();
        assertThat(only(checked.result(1), PolicyRule.PARTIAL_STUCK).message()).startsWith("Stopped inside line 1");
    }

    @Test
    void a_statement_that_commits_on_its_own_is_not_passed_over_in_silence() {
        assertThat(only(goose.named("commits"), PolicyRule.PARTIAL_PARTLY_CHECKED)
                        .message())
                .startsWith("It was not stopped everywhere: lines 4.");
    }

    @Test
    void roles_are_rolled_back_with_their_transaction() {
        Checked checked = verify(RoundTrip.of(new Goose(new MigrationsOnDisk(folder))
                .step("roles", "", "CREATE ROLE partial_reader;\nGRANT SELECT ON books_roles TO partial_reader;")
                .read()));

        assertThat(findings(checked.named("roles"))).isEmpty();
        assertThat(checked.stops("roles")).isEqualTo("2");
    }

    @Test
    void a_migration_that_ends_its_own_session_or_fails_is_not_checked() {
        Checked checked = verify(new Preserved(folder)
                .step("CREATE TABLE books (id int PRIMARY KEY, price int);", "DROP TABLE books;")
                .seed("2.sql", "INSERT INTO books VALUES (1, NULL);")
                .step("ALTER TABLE books ALTER price SET NOT NULL;", "ALTER TABLE books ALTER price DROP NOT NULL;")
                .roundTrip());

        assertThat(only(last(checked.verification()), PolicyRule.PARTIAL_NOT_CHECKED)
                        .message())
                .contains("on rows it fails by itself");
    }

    @Test
    void made_up_rows_that_an_up_cannot_stand_keep_nobody_from_checking_it() {
        MigrationFolder migrations = new MigrationsOnDisk(folder)
                .pair("1_orders", "CREATE TABLE orders (id int PRIMARY KEY, note text);", "DROP TABLE orders;")
                .pair(
                        "2_notes",
                        "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
                        "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;")
                .read();

        MigrationResult notes = last(RoundTrip.of(migrations)
                .withRows(GeneratedRowSource.of(40))
                .withPartialFailure()
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate());

        assertThat(all(notes, PolicyRule.PARTIAL_NOT_CHECKED)).isEmpty();
        assertThat(all(notes, PolicyRule.RERUN_NOT_CHECKED)).isEmpty();
        assertThat(notes.verdict()).isEqualTo(MigrationVerdict.OK);
    }
}
