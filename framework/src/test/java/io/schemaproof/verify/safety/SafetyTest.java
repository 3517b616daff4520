package io.schemaproof.verify.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyTest {

    private static final String LIMIT = "SET LOCAL lock_timeout = '2s';\n";

    @TempDir
    private Path folder;

    private final List<CheckResult> told = new ArrayList<>();

    @Test
    void migrations_are_judged_on_full_tables_one_after_the_other() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_books",
                        "CREATE TABLE books (id int PRIMARY KEY, price int);\nCREATE INDEX ON books (price);",
                        "DROP TABLE books;")
                .pair("2_blocks", LIMIT + "CREATE INDEX blocks ON books (price);", "DROP INDEX blocks;")
                .pair(
                        "3_passes",
                        LIMIT + "ALTER TABLE books ADD note text DEFAULT 'none';",
                        "ALTER TABLE books DROP note;")
                .pair("4_apart", "CREATE INDEX CONCURRENTLY apart ON books (note);", "DROP INDEX apart;")
                .pair(
                        "5_fails",
                        LIMIT + "ALTER TABLE books ADD CONSTRAINT short CHECK (note = 'no row has this');",
                        "ALTER TABLE books DROP CONSTRAINT short;")
                .pair("6_warns", "ALTER TABLE books ADD more text;", "ALTER TABLE books DROP more;")
                .pair("7_nothing", "-- nothing", "-- nothing"));

        assertThat(results)
                .extracting(MigrationResult::verdict)
                .containsExactly(
                        MigrationVerdict.OK,
                        MigrationVerdict.UNSAFE,
                        MigrationVerdict.OK,
                        MigrationVerdict.OK,
                        MigrationVerdict.INCONCLUSIVE,
                        MigrationVerdict.OK,
                        MigrationVerdict.OK);
        assertThat(results.get(0).findings()).isEmpty();
        Finding blocks = results.get(1).findings().get(0);
        assertThat(blocks.rule()).isEqualTo("safety.blocking-work");
        assertThat(blocks.file()).contains("2_blocks.up.sql");
        assertThat(blocks.line()).isEqualTo(2);
        assertThat(blocks.message()).contains("SHARE on public.books", "reads 500 rows of public.books");
        assertThat(blocks.remedy()).contains("CREATE INDEX CONCURRENTLY blocks ON public.books USING btree (price);");
        assertThat(blocks.facts())
                .containsEntry("rows public.books", "500")
                .containsEntry("rows on smaller tables public.books", "100");
        assertThat(results.get(2).findings()).isEmpty();
        assertThat(results.get(3).findings()).isEmpty();
        assertThat(results.get(4).findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message())
                                .startsWith(
                                        "Nothing is known of what this migration blocks: on rows its up fails. 5_fails.up.sql:2"));
        assertThat(results.get(5).findings()).extracting(Finding::rule).containsExactly("safety.no-lock-timeout");

        assertThat(told).hasSize(6);
        assertThat(told.get(1).passed()).isFalse();
        assertThat(told.get(1).figures())
                .containsEntry("statements", "2")
                .containsEntry("rows per table", "100 and 500");
    }

    @Test
    void roles_that_migrations_make_are_in_nobodys_way() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair("1_role", "CREATE ROLE safety_reader;", "DROP ROLE safety_reader;")
                .pair("2_t", "CREATE TABLE t (id int);", "DROP TABLE t;")
                .pair("3_i", LIMIT + "CREATE INDEX i ON t (id);", "DROP INDEX i;"));

        assertThat(results)
                .extracting(MigrationResult::verdict)
                .containsExactly(MigrationVerdict.OK, MigrationVerdict.OK, MigrationVerdict.UNSAFE);
    }

    private List<MigrationResult> evaluate(MigrationsOnDisk migrations) {
        return RoundTrip.of(migrations.read())
                .withSafety()
                .with(new VerificationListener() {
                    @Override
                    public void checkFinished(CheckResult result) {
                        if (result.check().equals("safety")) {
                            told.add(result);
                        }
                    }
                })
                .evaluate()
                .migrations();
    }
}
