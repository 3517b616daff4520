package io.schemaproof.verify.policy;

import static io.schemaproof.verify.policy.PolicyFindings.all;
import static io.schemaproof.verify.policy.PolicyFindings.last;
import static io.schemaproof.verify.policy.PolicyFindings.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyTest {

    /** Each on tables of its own: one verification says of all what one of each would say. */
    private static List<MigrationResult> required = List.of();

    private static List<MigrationResult> forbidden = List.of();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void verify_what_must_be_repeatable(@TempDir Path root) {
        required = new Books(root, "books_none", "books_index", "books_rows", "books_away")
                .step(
                        "none",
                        "CREATE INDEX IF NOT EXISTS t ON books_none (title);\n"
                                + "INSERT INTO books_none VALUES (1, 'Emma', 5) ON CONFLICT DO NOTHING;\n"
                                + "UPDATE books_none SET price = 6 WHERE title = 'Emma';",
                        "DROP INDEX t; DELETE FROM books_none;")
                .step(
                        "refused",
                        "CREATE TABLE novels (id int);\nCREATE INDEX novels_id ON novels (id);",
                        "DROP TABLE novels;")
                .step("index", "-- an index\nCREATE INDEX ON books_index (title);", "DROP INDEX books_index_title_idx;")
                .step(
                        "rows",
                        "CREATE TABLE IF NOT EXISTS log (line text);\nINSERT INTO log VALUES ('made');\n"
                                + "INSERT INTO books_rows VALUES (1, 'Emma', 5) ON CONFLICT DO NOTHING;\n"
                                + "UPDATE books_rows SET price = price * 100;",
                        "DROP TABLE log; DELETE FROM books_rows;")
                .step(
                        "sequence",
                        "CREATE TABLE IF NOT EXISTS o (id serial PRIMARY KEY, n int UNIQUE);\n"
                                + "SELECT setval('o_id_seq', 1, false);\n"
                                + "INSERT INTO o (n) SELECT 1 WHERE NOT EXISTS (SELECT FROM o);",
                        "DROP TABLE o;")
                .step(
                        "away",
                        "-- schemaproof:idempotency off because made by hand once\nDROP TABLE books_away;",
                        "CREATE TABLE books_away (id int PRIMARY KEY, title text, price int);")
                .step("unused", "-- schemaproof:idempotency off because x\nSELECT 1;", "SELECT 1;")
                .step(
                        "invalid",
                        "-- schemaproof:idempotency off\n-- schemaproof:idempotency never\nCREATE TABLE invalid (id int);",
                        "DROP TABLE invalid;")
                .evaluate(IdempotencyPolicy.REQUIRED);
    }

    @BeforeAll
    static void verify_what_must_be_refused(@TempDir Path root) {
        forbidden = new Books(root, "books_column", "books_skips", "books_twice", "books_alter")
                .step(
                        "column",
                        "ALTER TABLE books_column ADD COLUMN isbn text;",
                        "ALTER TABLE books_column DROP COLUMN isbn;")
                .step("nothing", "-- nothing", "SELECT 1;")
                .step(
                        "skips",
                        "SET x.y = '1';\nCREATE INDEX IF NOT EXISTS t ON books_skips (title);\n"
                                + "ALTER TABLE books_skips ADD COLUMN IF NOT EXISTS isbn text;",
                        "ALTER TABLE books_skips DROP COLUMN isbn; DROP INDEX t;")
                .step(
                        "twice",
                        "INSERT INTO books_twice SELECT count(*), 'x' FROM books_twice;",
                        "DELETE FROM books_twice;")
                .step(
                        "alter",
                        "ALTER TABLE books_alter ALTER title SET NOT NULL;",
                        "ALTER TABLE books_alter ALTER title DROP NOT NULL;")
                .evaluate(IdempotencyPolicy.FORBIDDEN);
    }

    /** Migrations after a first one that makes books, under names by which their results are asked for. */
    private static final class Books {

        private final Preserved project;

        Books(Path root, String... tables) {
            StringBuilder up = new StringBuilder();
            for (String table : tables) {
                up.append("CREATE TABLE IF NOT EXISTS " + table + " (id int PRIMARY KEY, title text, price int);\n");
            }
            project = new Preserved(root).step("books", up.toString(), "DROP TABLE " + String.join(", ", tables) + ";");
        }

        Books step(String name, String up, String down) {
            project.step(name, up, down);
            return this;
        }

        List<MigrationResult> evaluate(IdempotencyPolicy policy) {
            return RoundTrip.of(project.migrations())
                    .withIdempotency(policy)
                    .evaluate()
                    .migrations();
        }
    }

    /** The result of a migration that has a verification of its own. */
    private MigrationResult alone(String up) {
        return Preserved.named(
                new Books(folder, "books_alone").step("alone", up, "SELECT 1;").evaluate(IdempotencyPolicy.REQUIRED),
                "alone");
    }

    private static MigrationResult required(String name) {
        return Preserved.named(required, name);
    }

    private static MigrationResult forbidden(String name) {
        return Preserved.named(forbidden, name);
    }

    private static List<Finding> findings(MigrationResult result) {
        return PolicyRule.findings(Idempotency.NAME, result.findings());
    }

    @Test
    void a_second_run_that_changes_nothing_is_no_finding() {
        assertThat(findings(required("none"))).isEmpty();
    }

    @Test
    void a_statement_that_is_refused_is_named_with_the_error_and_what_to_write() {
        MigrationResult result = required("refused");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        List<Finding> refused = all(result, PolicyRule.RERUN_FAILS);
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0).message())
                .startsWith(
                        "Run a second time, this migration fails: 3_refused.up.sql:1:1 ERROR 42P07: relation \"novels\"")
                .contains("STATEMENT: CREATE TABLE novels (id int)", "a second runner starts beside the first");
        assertThat(refused.get(0).object()).contains("novels");
        assertThat(refused.get(0).remedy()).startsWith("CREATE TABLE IF NOT EXISTS novels …");
        assertThat(refused.get(1).file()).contains("3_refused.up.sql");
        assertThat(refused.get(1).line()).isEqualTo(2);
        assertThat(refused.get(1).message()).startsWith("Run a second time, this statement is refused as well: ");
        assertThat(refused.get(1).remedy()).isEqualTo("CREATE INDEX IF NOT EXISTS novels_id ON …");
    }

    /** Statements that a second run refuses, what takes each back, and what stands in its remedy. */
    private static final String REFUSED = """
            ALTER TABLE books ADD COLUMN isbn text | ALTER TABLE books DROP COLUMN isbn | ALTER TABLE books ADD COLUMN IF NOT EXISTS isbn …;
            ALTER TABLE books ADD isbn text | ALTER TABLE books DROP COLUMN isbn | ALTER TABLE books ADD COLUMN IF NOT EXISTS isbn …;
            ALTER TABLE books DROP COLUMN price | ALTER TABLE books ADD COLUMN price int | ALTER TABLE books DROP COLUMN IF EXISTS price;
            ALTER TABLE books ADD CONSTRAINT c CHECK (price > 0) | ALTER TABLE books DROP CONSTRAINT c | conrelid = 'books'::regclass AND conname = 'c'
            ALTER TABLE books RENAME COLUMN price TO cents | ALTER TABLE books RENAME COLUMN cents TO price | attname = 'price') THEN ALTER TABLE books RENAME COLUMN price TO cents
            ALTER TABLE books RENAME TO novels | ALTER TABLE novels RENAME TO books | to_regclass('books') IS NOT NULL THEN ALTER TABLE books RENAME TO novels
            CREATE TYPE mood AS ENUM ('a') | DROP TYPE mood | to_regtype('mood') IS NULL THEN CREATE … mood
            CREATE SCHEMA app | DROP SCHEMA app | CREATE SCHEMA IF NOT EXISTS app …
            CREATE VIEW v AS SELECT 1 | DROP VIEW v | CREATE OR REPLACE VIEW v …
            CREATE POLICY p ON books USING (true) | DROP POLICY p ON books | DROP POLICY IF EXISTS p ON books; before it.
            CREATE ROLE reader_of_books | DROP ROLE reader_of_books | WHERE rolname = 'reader_of_books') THEN CREATE ROLE reader_of_books
            INSERT INTO books VALUES (7, 'Emma') | DELETE FROM books WHERE id = 7 | INSERT INTO books … ON CONFLICT DO NOTHING
            DROP TABLE books | CREATE TABLE books (id int PRIMARY KEY, title text, price int) | DROP TABLE IF EXISTS books;
            """;

    /** One verification for all: the migration of each works on books of its own, numbered as its version is. */
    private static Stream<Arguments> the_remedy_holds_the_names_of_the_statement() {
        List<String[]> refused = new ArrayList<>();
        REFUSED.lines()
                .forEach(line -> refused.add(
                        line.replace("books", "books_" + (refused.size() + 2)).split(" [|] ")));
        StringBuilder tables = new StringBuilder();
        MigrationsOnDisk migrations = new MigrationsOnDisk(shared);
        for (int i = 0; i < refused.size(); i++) {
            int version = i + 2;
            tables.append(
                    "CREATE TABLE IF NOT EXISTS books_" + version + " (id int PRIMARY KEY, title text, price int);\n");
            migrations.pair(version + "_m", refused.get(i)[0] + ";", refused.get(i)[1] + ";");
        }
        migrations.pair("1_books", tables.toString(), "SELECT 1;");
        List<MigrationResult> results = RoundTrip.of(migrations.read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate()
                .migrations();
        return IntStream.range(0, refused.size())
                .mapToObj(i -> Arguments.of(Named.of(refused.get(i)[0], results.get(i + 1)), refused.get(i)[2]));
    }

    @ParameterizedTest
    @MethodSource
    void the_remedy_holds_the_names_of_the_statement(MigrationResult result, String remedy) {
        assertThat(only(result, PolicyRule.RERUN_FAILS).remedy()).contains(remedy);
    }

    @Test
    void a_schema_that_a_second_run_changes_is_found() {
        MigrationResult result = required("index");

        Finding finding = only(result, PolicyRule.RERUN_CHANGES_SCHEMA);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(finding.object()).contains("public.books_index_title_idx1");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith("A second run passes and changes the schema: index public.books_index_title_idx1 was added")
                .contains("databases on which that happened differ from the others");
        assertThat(finding.remedy()).contains("CREATE INDEX IF NOT EXISTS … ON public.books_index …");
    }

    @Test
    void rows_that_a_second_run_puts_in_or_changes_again_are_found() {
        MigrationResult result = required("rows");

        List<Finding> found = all(result, PolicyRule.RERUN_CHANGES_ROWS);
        assertThat(found)
                .extracting(finding -> finding.object().orElseThrow())
                .containsExactly("public.books_rows", "public.log");
        assertThat(found.get(0).message())
                .startsWith("A second run passes and changes rows of public.books_rows: values of price in 1 row.\n")
                .contains("id='1': price '500' -> '50000'");
        assertThat(found.get(0).line()).isEqualTo(3);
        assertThat(found.get(0).facts()).containsEntry("changed price", "1");
        assertThat(found.get(0).remedy())
                .startsWith("Let the statement leave alone what it has changed: UPDATE public.books_rows");
        assertThat(found.get(1).message()).contains("1 row more", "line='made'");
        assertThat(found.get(1).remedy()).contains("Give public.log a key", "WHERE NOT EXISTS (SELECT FROM public.log");
    }

    @Test
    void a_sequence_that_is_set_back_is_found() {
        assertThat(only(required("sequence"), PolicyRule.RERUN_CHANGES_ROWS).message())
                .startsWith("A second run sets the sequence public.o_id_seq back: it gives out 1 next");
    }

    @Test
    void what_a_second_run_does_before_it_fails_is_said() {
        MigrationsOnDisk migrations = new MigrationsOnDisk(folder)
                .file(
                        "1_log.sql",
                        "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE IF NOT EXISTS log (id int);\n"
                                + "INSERT INTO log VALUES (1);\nCREATE INDEX CONCURRENTLY log_id ON log (id);\n"
                                + "-- +goose Down\nDROP TABLE log;\n");

        MigrationResult result = last(RoundTrip.of(migrations.read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate());

        assertThat(only(result, PolicyRule.RERUN_FAILS).remedy())
                .startsWith("DROP INDEX CONCURRENTLY IF EXISTS log_id; before it.");
        assertThat(only(result, PolicyRule.RERUN_CHANGES_ROWS).message())
                .startsWith("A second run fails, and before that it changes rows of public.log: 1 row more.");
    }

    @Test
    void under_the_opposite_policy_what_is_refused_passes_and_what_skips_does_not() {
        assertThat(findings(forbidden("column"))).isEmpty();
        assertThat(findings(forbidden("nothing"))).isEmpty();

        Finding finding = only(forbidden("skips"), PolicyRule.RERUN_PASSES);
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith("A second run is not refused.\n")
                .contains("  - line 2: relation \"t\" already exists, skipping", "  - line 3: column \"isbn\"")
                .contains("is another than meant");
        assertThat(finding.remedy()).startsWith("Leave IF EXISTS and IF NOT EXISTS out");
    }

    @Test
    void work_that_is_done_twice_is_the_worst_under_the_opposite_policy() {
        Finding twice = only(forbidden("twice"), PolicyRule.RERUN_PASSES);
        assertThat(twice.message())
                .startsWith("A second run is not refused and does the work twice:\n  - public.books_twice: 1 row more");
        assertThat(twice.remedy()).contains("RAISE EXCEPTION 'applied already'");
    }

    @Test
    void an_alteration_that_can_be_repeated_is_told_too() {
        assertThat(only(forbidden("alter"), PolicyRule.RERUN_PASSES).message())
                .startsWith("A second run is not refused and changes nothing.\n");
    }

    @Test
    void a_comment_with_a_reason_takes_a_migration_out_and_says_so() {
        MigrationResult result = required("away");

        assertThat(result.findings())
                .extracting(Finding::rule)
                .contains(PolicyRule.IDEMPOTENCY_DECLARED.id())
                .doesNotContain(PolicyRule.RERUN_FAILS.id());
        assertThat(only(result, PolicyRule.IDEMPOTENCY_DECLARED).message())
                .contains("1 finding: Run a second time, this migration fails", "The reason: made by hand once");
    }

    @Test
    void a_comment_that_is_not_needed_gives_no_reason_or_cannot_be_read_is_told() {
        assertThat(only(required("unused"), PolicyRule.IDEMPOTENCY_DECLARATION_UNUSED)
                        .remedy())
                .isEqualTo("Remove the comment.");
        MigrationResult result = required("invalid");
        assertThat(all(result, PolicyRule.IDEMPOTENCY_DECLARATION_INVALID))
                .extracting(Finding::message)
                .containsExactly(
                        "The comment asks for 'off', gives no reason and counts for nothing.",
                        "The comment asks for 'never', which is no policy, and counts for nothing.");
        assertThat(all(result, PolicyRule.RERUN_FAILS)).hasSize(1);
    }

    @Test
    void a_comment_asks_for_the_check_of_one_migration_where_nobody_asks_for_all() {
        Verification verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair(
                                "1_books",
                                "CREATE TABLE IF NOT EXISTS books (id int PRIMARY KEY, title text, price int);",
                                "DROP TABLE books;")
                        .pair(
                                "2_m",
                                "-- schemaproof:idempotency required because the runner is started twice\n"
                                        + "CREATE TABLE log (id int);",
                                "DROP TABLE log;")
                        .pair("3_n", "CREATE TABLE n (id int);", "DROP TABLE n;")
                        .read())
                .evaluate();

        assertThat(verification.migrations())
                .extracting(MigrationResult::verdict)
                .containsExactly(MigrationVerdict.OK, MigrationVerdict.UNSAFE, MigrationVerdict.OK);
    }

    @Test
    void the_rows_of_a_repeatable_migration_are_compared_without_being_asked_for() {
        Verification verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .file("V1__log.sql", "CREATE TABLE log (line text);")
                        .file("R__lines.sql", "INSERT INTO log VALUES ('a');")
                        .file("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT * FROM log;")
                        .read())
                .evaluate();

        List<MigrationResult> results = verification.migrations();
        assertThat(only(results.get(1), PolicyRule.RERUN_CHANGES_ROWS).message())
                .contains("public.log: 1 row more");
        assertThat(findings(results.get(2))).isEmpty();
        assertThat(findings(results.get(0))).isEmpty();
    }

    @Test
    void a_repeatable_migration_with_a_down_is_run_twice_without_it() {
        Verification verification = RoundTrip.of(
                        new MigrationsOnDisk(folder).file("log.sql", """
                                --liquibase formatted sql
                                --changeset ann:1
                                CREATE TABLE log (line text);
                                --rollback DROP TABLE log;
                                --changeset ann:2 runOnChange:true
                                CREATE VIEW v AS SELECT * FROM log;
                                --rollback DROP VIEW v;
                                --changeset ann:3 runOnChange:true
                                CREATE OR REPLACE VIEW w AS SELECT * FROM log;
                                --rollback DROP VIEW w;
                                """).read())
                .evaluate();

        List<MigrationResult> results = verification.migrations();
        assertThat(only(results.get(1), PolicyRule.RERUN_FAILS).message())
                .contains("relation \"v\" already exists")
                .contains("Its tool runs it again whenever it changes, on what the former one has made");
        assertThat(findings(results.get(2))).isEmpty();
    }

    @Test
    void rows_of_a_seed_show_what_a_second_run_does_to_them() {
        MigrationResult result = new Preserved(folder)
                .step("CREATE TABLE books (id int PRIMARY KEY, price int);", "DROP TABLE books;")
                .seed("2.sql", "INSERT INTO books VALUES (1, 5), (2, 7);")
                .step("UPDATE books SET price = price * 100;", "UPDATE books SET price = price / 100;")
                .roundTrip()
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate()
                .migrations()
                .get(1);

        assertThat(only(result, PolicyRule.RERUN_CHANGES_ROWS).message())
                .contains("values of price in 2 rows", "price '500' -> '50000'");
    }

    @Test
    void a_script_that_ends_its_session_and_an_up_that_fails_on_rows_are_not_passed() {
        MigrationResult lost = alone("CREATE TABLE IF NOT EXISTS n (id int);\n"
                + "DO $$ BEGIN IF EXISTS (SELECT FROM n) THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;\n"
                + "INSERT INTO n VALUES (1); END $$;");
        assertThat(lost.verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
    }

    @Test
    void an_up_that_fails_on_rows_has_no_second_run() {
        MigrationResult result = new Preserved(folder)
                .step("CREATE TABLE books (id int PRIMARY KEY, price int);", "DROP TABLE books;")
                .seed("2.sql", "INSERT INTO books VALUES (1, NULL);")
                .step("ALTER TABLE books ALTER price SET NOT NULL;", "ALTER TABLE books ALTER price DROP NOT NULL;")
                .roundTrip()
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate()
                .migrations()
                .get(1);

        assertThat(only(result, PolicyRule.RERUN_NOT_CHECKED).message())
                .contains("on rows already the first one fails");
    }

    @Test
    void roles_that_a_migration_makes_do_not_stand_in_the_way() {
        MigrationResult result = alone(
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'idem_reader') THEN CREATE ROLE idem_reader; END IF; END $$;\n"
                        + "GRANT SELECT ON books_alone TO idem_reader;");

        assertThat(findings(result)).isEmpty();
    }
}
