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
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private MigrationsOnDisk books() {
        return new MigrationsOnDisk(folder)
                .pair(
                        "1_books",
                        "CREATE TABLE IF NOT EXISTS books (id int PRIMARY KEY, title text, price int);",
                        "DROP TABLE books;");
    }

    private MigrationResult required(String up) {
        return last(RoundTrip.of(books().pair("2_m", up, "SELECT 1;").read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate());
    }

    private MigrationResult forbidden(String up) {
        return last(RoundTrip.of(books().pair("2_m", up, "SELECT 1;").read())
                .withIdempotency(IdempotencyPolicy.FORBIDDEN)
                .evaluate());
    }

    private static List<Finding> findings(MigrationResult result) {
        return PolicyRule.findings(Idempotency.NAME, result.findings());
    }

    @Test
    void a_second_run_that_changes_nothing_is_no_finding() {
        assertThat(findings(required("CREATE INDEX IF NOT EXISTS t ON books (title);\n"
                        + "INSERT INTO books VALUES (1, 'Emma', 5) ON CONFLICT DO NOTHING;\n"
                        + "UPDATE books SET price = 6 WHERE title = 'Emma';")))
                .isEmpty();
    }

    @Test
    void a_statement_that_is_refused_is_named_with_the_error_and_what_to_write() {
        Verification verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair(
                                "1_books",
                                "CREATE TABLE books (id int);\nCREATE INDEX books_id ON books (id);",
                                "DROP TABLE books;")
                        .read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate();

        assertThat(last(verification).verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        List<Finding> refused = all(last(verification), PolicyRule.RERUN_FAILS);
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0).message())
                .startsWith(
                        "Run a second time, this migration fails: 1_books.up.sql:1:1 ERROR 42P07: relation \"books\"")
                .contains("STATEMENT: CREATE TABLE books (id int)", "a second runner starts beside the first");
        assertThat(refused.get(0).object()).contains("books");
        assertThat(refused.get(0).remedy()).startsWith("CREATE TABLE IF NOT EXISTS books …");
        assertThat(refused.get(1).file()).contains("1_books.up.sql");
        assertThat(refused.get(1).line()).isEqualTo(2);
        assertThat(refused.get(1).message()).startsWith("Run a second time, this statement is refused as well: ");
        assertThat(refused.get(1).remedy()).isEqualTo("CREATE INDEX IF NOT EXISTS books_id ON …");
    }

    /** Statements that a second run refuses, and what stands in the remedy of each. */
    private static final String REFUSED = """
            ALTER TABLE books ADD COLUMN isbn text | ALTER TABLE books ADD COLUMN IF NOT EXISTS isbn …;
            ALTER TABLE books ADD isbn text | ALTER TABLE books ADD COLUMN IF NOT EXISTS isbn …;
            ALTER TABLE books DROP COLUMN price | ALTER TABLE books DROP COLUMN IF EXISTS price;
            ALTER TABLE books ADD CONSTRAINT c CHECK (price > 0) | conrelid = 'books'::regclass AND conname = 'c'
            ALTER TABLE books RENAME COLUMN price TO cents | attname = 'price') THEN ALTER TABLE books RENAME COLUMN price TO cents
            ALTER TABLE books RENAME TO novels | to_regclass('books') IS NOT NULL THEN ALTER TABLE books RENAME TO novels
            CREATE TYPE mood AS ENUM ('a') | to_regtype('mood') IS NULL THEN CREATE … mood
            CREATE SCHEMA app | CREATE SCHEMA IF NOT EXISTS app …
            CREATE VIEW v AS SELECT 1 | CREATE OR REPLACE VIEW v …
            CREATE POLICY p ON books USING (true) | DROP POLICY IF EXISTS p ON books; before it.
            CREATE ROLE reader_of_books | WHERE rolname = 'reader_of_books') THEN CREATE ROLE reader_of_books
            INSERT INTO books VALUES (7, 'Emma') | INSERT INTO books … ON CONFLICT DO NOTHING
            DROP TABLE books | DROP TABLE IF EXISTS books;
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
            migrations.pair(version + "_m", refused.get(i)[0] + ";", "SELECT 1;");
        }
        migrations.pair("1_books", tables.toString(), "SELECT 1;");
        List<MigrationResult> results = RoundTrip.of(migrations.read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate()
                .migrations();
        return IntStream.range(0, refused.size())
                .mapToObj(i -> Arguments.of(Named.of(refused.get(i)[0], results.get(i + 1)), refused.get(i)[1]));
    }

    @ParameterizedTest
    @MethodSource
    void the_remedy_holds_the_names_of_the_statement(MigrationResult result, String remedy) {
        assertThat(only(result, PolicyRule.RERUN_FAILS).remedy()).contains(remedy);
    }

    @Test
    void a_schema_that_a_second_run_changes_is_found() {
        MigrationResult result = last(RoundTrip.of(books().pair(
                                "2_m", "-- an index\nCREATE INDEX ON books (title);", "DROP INDEX books_title_idx;")
                        .read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate());

        Finding finding = only(result, PolicyRule.RERUN_CHANGES_SCHEMA);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(finding.object()).contains("public.books_title_idx1");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith("A second run passes and changes the schema: index public.books_title_idx1 was added")
                .contains("databases on which that happened differ from the others");
        assertThat(finding.remedy()).contains("CREATE INDEX IF NOT EXISTS … ON public.books …");
    }

    @Test
    void rows_that_a_second_run_puts_in_or_changes_again_are_found() {
        MigrationResult result = required(
                "CREATE TABLE IF NOT EXISTS log (line text);\nINSERT INTO log VALUES ('made');\n"
                        + "INSERT INTO books VALUES (1, 'Emma', 5) ON CONFLICT DO NOTHING;\nUPDATE books SET price = price * 100;");

        List<Finding> found = all(result, PolicyRule.RERUN_CHANGES_ROWS);
        assertThat(found)
                .extracting(finding -> finding.object().orElseThrow())
                .containsExactly("public.books", "public.log");
        assertThat(found.get(0).message())
                .startsWith("A second run passes and changes rows of public.books: values of price in 1 row.\n")
                .contains("id='1': price '500' -> '50000'");
        assertThat(found.get(0).line()).isEqualTo(3);
        assertThat(found.get(0).facts()).containsEntry("changed price", "1");
        assertThat(found.get(0).remedy())
                .startsWith("Let the statement leave alone what it has changed: UPDATE public.books");
        assertThat(found.get(1).message()).contains("1 row more", "line='made'");
        assertThat(found.get(1).remedy()).contains("Give public.log a key", "WHERE NOT EXISTS (SELECT FROM public.log");
    }

    @Test
    void a_sequence_that_is_set_back_is_found() {
        MigrationResult result = required("CREATE TABLE IF NOT EXISTS o (id serial PRIMARY KEY, n int UNIQUE);\n"
                + "SELECT setval('o_id_seq', 1, false);\nINSERT INTO o (n) SELECT 1 WHERE NOT EXISTS (SELECT FROM o);");

        assertThat(only(result, PolicyRule.RERUN_CHANGES_ROWS).message())
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
        assertThat(findings(forbidden("ALTER TABLE books ADD COLUMN isbn text;")))
                .isEmpty();
        assertThat(findings(forbidden("-- nothing"))).isEmpty();
        MigrationResult result = forbidden("SET x.y = '1';\nCREATE INDEX IF NOT EXISTS t ON books (title);\n"
                + "ALTER TABLE books ADD COLUMN IF NOT EXISTS isbn text;");

        Finding finding = only(result, PolicyRule.RERUN_PASSES);
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith("A second run is not refused.\n")
                .contains("  - line 2: relation \"t\" already exists, skipping", "  - line 3: column \"isbn\"")
                .contains("is another than meant");
        assertThat(finding.remedy()).startsWith("Leave IF EXISTS and IF NOT EXISTS out");
    }

    @Test
    void work_that_is_done_twice_is_the_worst_under_the_opposite_policy() {
        Finding twice = only(forbidden("INSERT INTO books SELECT count(*), 'x' FROM books;"), PolicyRule.RERUN_PASSES);
        assertThat(twice.message())
                .startsWith("A second run is not refused and does the work twice:\n  - public.books: 1 row more");
        assertThat(twice.remedy()).contains("RAISE EXCEPTION 'applied already'");
    }

    @Test
    void an_alteration_that_can_be_repeated_is_told_too() {
        assertThat(only(forbidden("ALTER TABLE books ALTER title SET NOT NULL;"), PolicyRule.RERUN_PASSES)
                        .message())
                .startsWith("A second run is not refused and changes nothing.\n");
    }

    @Test
    void a_comment_with_a_reason_takes_a_migration_out_and_says_so() {
        MigrationResult result =
                required("-- schemaproof:idempotency off because made by hand once\nDROP TABLE books;");

        assertThat(result.findings())
                .extracting(Finding::rule)
                .contains(PolicyRule.IDEMPOTENCY_DECLARED.id())
                .doesNotContain(PolicyRule.RERUN_FAILS.id());
        assertThat(only(result, PolicyRule.IDEMPOTENCY_DECLARED).message())
                .contains("1 finding: Run a second time, this migration fails", "The reason: made by hand once");
    }

    @Test
    void a_comment_that_is_not_needed_gives_no_reason_or_cannot_be_read_is_told() {
        assertThat(only(
                                required("-- schemaproof:idempotency off because x\nSELECT 1;"),
                                PolicyRule.IDEMPOTENCY_DECLARATION_UNUSED)
                        .remedy())
                .isEqualTo("Remove the comment.");
        MigrationResult result = required(
                "-- schemaproof:idempotency off\n-- schemaproof:idempotency never\n" + "CREATE TABLE log (id int);");
        assertThat(all(result, PolicyRule.IDEMPOTENCY_DECLARATION_INVALID))
                .extracting(Finding::message)
                .containsExactly(
                        "The comment asks for 'off', gives no reason and counts for nothing.",
                        "The comment asks for 'never', which is no policy, and counts for nothing.");
        assertThat(all(result, PolicyRule.RERUN_FAILS)).hasSize(1);
    }

    @Test
    void a_comment_asks_for_the_check_of_one_migration_where_nobody_asks_for_all() {
        Verification verification = RoundTrip.of(books().pair(
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
        MigrationResult lost = required("CREATE TABLE IF NOT EXISTS n (id int);\n"
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
        MigrationResult result = required(
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'idem_reader') THEN CREATE ROLE idem_reader; END IF; END $$;\n"
                        + "GRANT SELECT ON books TO idem_reader;");

        assertThat(findings(result)).isEmpty();
    }
}
