package io.schemaproof.verify.rows;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs on an empty database and not on rows. */
class DataFailureTest {

    @TempDir
    private Path folder;

    private Preserved orders() {
        return new Preserved(folder)
                .step("CREATE TABLE orders (id int PRIMARY KEY, note text);", "DROP TABLE orders;")
                .seed("2.sql", "INSERT INTO orders VALUES (1, NULL), (2, 'x');");
    }

    @Test
    void an_up_that_fails_on_rows_passes_on_an_empty_database_and_does_not_hide_the_rest() {
        List<MigrationResult> results = orders().step(
                        "ALTER TABLE orders ADD COLUMN total int NOT NULL;", "ALTER TABLE orders DROP COLUMN total;")
                .step("ALTER TABLE orders DROP COLUMN note;", "ALTER TABLE orders ADD COLUMN note text;")
                .results();

        Finding finding = only(results.get(1), DataRule.UP_FAILS);
        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(finding.message())
                .startsWith(
                        "The up passes on an empty database and fails on one with 2 rows: 2_m.up.sql:1:1 ERROR 23502:")
                .contains("On production, where there are rows, it stops the deployment.");
        assertThat(finding.facts()).containsEntry("sqlState", "23502");
        assertThat(finding.file()).contains("2_m.up.sql");
        assertThat(results.get(2).verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
    }

    @Test
    void a_later_up_that_fails_too_says_that_it_may_be_a_consequence() {
        List<MigrationResult> results = orders().step(
                        "ALTER TABLE orders ADD COLUMN total int NOT NULL;", "ALTER TABLE orders DROP COLUMN total;")
                .step("UPDATE orders SET total = 1;", "SELECT 1;")
                .results();

        assertThat(only(results.get(2), DataRule.UP_FAILS).message())
                .contains("Earlier migrations failed too (2); this may be a consequence.");
    }

    @Test
    void a_down_that_fails_on_rows_is_named() {
        MigrationResult result = orders().step(
                        "UPDATE orders SET note = NULL; ALTER TABLE orders ADD COLUMN total int;",
                        "ALTER TABLE orders DROP COLUMN total; ALTER TABLE orders ALTER COLUMN note SET NOT NULL; ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.DOWN_FAILS);
        assertThat(only(result, DataRule.DOWN_FAILS).message())
                .startsWith("The down passes on an empty database and fails on one with 2 rows: 2_m.down.sql")
                .contains("since production has rows");
    }

    @Test
    void a_down_that_fails_on_rows_of_the_new_schema_is_named() {
        MigrationResult result = orders().step(
                        "ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
                        "ALTER TABLE orders ALTER COLUMN id TYPE int;")
                .seed("2.after.sql", "INSERT INTO orders VALUES (5000000000, 'late');")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.DOWN_FAILS);
        assertThat(only(result, DataRule.DOWN_FAILS).message())
                .startsWith("The down passes on an empty database and fails once rows were written after the up:")
                .contains("22003");
    }

    @Test
    void an_up_that_cannot_be_applied_again_over_rows_is_named() {
        MigrationResult result = orders().step(
                        "INSERT INTO orders SELECT id + 10, note FROM orders WHERE id < 10;", "SELECT 1;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.REUP_FAILS);
        assertThat(only(result, DataRule.REUP_FAILS).message())
                .contains("Applied once more after it was taken back", "23505", "cannot be rolled out again");
    }

    @Test
    void the_down_may_take_away_what_came_after_the_up() {
        MigrationResult result = orders().step(
                        "CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE orders ADD COLUMN total int;",
                        "ALTER TABLE orders DROP COLUMN total; DROP TABLE items;")
                .seed("2.after.sql", "INSERT INTO items VALUES (1), (2); UPDATE orders SET total = 7;")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.LOSES_NEW_ROWS).message())
                .contains("\n  - public.items: 2\n  - public.orders.total: 2");
    }

    @Test
    void new_rows_that_cost_old_ones_are_a_loss() {
        MigrationResult result = orders().step(
                        "ALTER TABLE orders ADD COLUMN kind int;",
                        "DELETE FROM orders o USING orders p WHERE p.id > o.id AND p.note = o.note; ALTER TABLE orders DROP COLUMN kind;")
                .seed("2.after.sql", "INSERT INTO orders VALUES (3, 'x', 1);")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).message()).contains("1 of 2 rows of public.orders are gone");
    }

    @Test
    void what_the_seed_itself_changes_is_not_blamed_on_the_migration() {
        MigrationResult result = orders().step(
                        "ALTER TABLE orders ADD COLUMN kind int;", "ALTER TABLE orders DROP COLUMN kind;")
                .seed("2.after.sql", "UPDATE orders SET note = 'new'; DELETE FROM orders WHERE id = 1;")
                .last();

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void rows_that_an_up_changes_without_a_down_are_seen_only_here() {
        MigrationResult result = orders().step("UPDATE orders SET note = 'y' WHERE id = 2;", "-- nothing to do")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.NO_DOWN);
        assertThat(only(result, DataRule.NO_DOWN).message())
                .startsWith(
                        "The up changes rows, and no down takes that back:\n  - public.orders: values of note in 1 row\n");
    }

    @Test
    void a_migration_that_failed_without_rows_is_not_accused_twice() {
        List<MigrationResult> results = orders().step("ALTER TABLE missing ADD COLUMN x int;", "SELECT 1;")
                .step("CREATE INDEX ON orders (note);", "DROP INDEX orders_note_idx;")
                .results();

        assertThat(results.get(1).findings()).hasSize(1);
        assertThat(results.get(2).verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void a_migration_that_makes_roles_is_checked_as_any_other() {
        MigrationResult result = orders().step(
                        "CREATE ROLE reader_of_orders; GRANT SELECT ON orders TO reader_of_orders; ALTER TABLE orders DROP COLUMN note;",
                        "ALTER TABLE orders ADD COLUMN note text; REVOKE SELECT ON orders FROM reader_of_orders; DROP ROLE reader_of_orders;")
                .seed("2.after.sql", "INSERT INTO orders VALUES (9);")
                .last();

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        only(result, DataRule.LOSES_DATA);
    }
}
