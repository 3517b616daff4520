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
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs on an empty database and not on rows. */
class DataFailureTest {

    private static final List<String> ORDERS = List.of("down", "large", "twice", "away", "cost", "seed", "no_down");

    /** Migrations by name, each on orders of its own: one verification says of all what one of each would say. */
    private static List<MigrationResult> results = List.of();

    private static List<MigrationResult> failing = List.of();

    @TempDir
    private Path folder;

    @BeforeAll
    static void verify(@TempDir Path root) {
        results = new Preserved(root)
                .step(
                        each("CREATE TABLE orders_%s (id int PRIMARY KEY, note text);\n"),
                        each("DROP TABLE orders_%s;\n"))
                .seed("2.sql", each("INSERT INTO orders_%s VALUES (1, NULL), (2, 'x');\n"))
                .step(
                        "down",
                        "UPDATE orders_down SET note = NULL; ALTER TABLE orders_down ADD COLUMN total int;",
                        "ALTER TABLE orders_down DROP COLUMN total; ALTER TABLE orders_down ALTER COLUMN note SET NOT NULL;"
                                + " ALTER TABLE orders_down ALTER COLUMN note DROP NOT NULL;")
                .step(
                        "large",
                        "ALTER TABLE orders_large ALTER COLUMN id TYPE bigint;",
                        "ALTER TABLE orders_large ALTER COLUMN id TYPE int;")
                .seed("3.after.sql", "INSERT INTO orders_large VALUES (5000000000, 'late');")
                .step(
                        "twice",
                        "INSERT INTO orders_twice SELECT id + 10, note FROM orders_twice WHERE id < 10;",
                        "SELECT 1;")
                .step(
                        "away",
                        "CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE orders_away ADD COLUMN total int;",
                        "ALTER TABLE orders_away DROP COLUMN total; DROP TABLE items;")
                .seed("5.after.sql", "INSERT INTO items VALUES (1), (2); UPDATE orders_away SET total = 7;")
                .step(
                        "cost",
                        "ALTER TABLE orders_cost ADD COLUMN kind int;",
                        "DELETE FROM orders_cost o USING orders_cost p WHERE p.id > o.id AND p.note = o.note;"
                                + " ALTER TABLE orders_cost DROP COLUMN kind;")
                .seed("6.after.sql", "INSERT INTO orders_cost VALUES (3, 'x', 1);")
                .step(
                        "seed",
                        "ALTER TABLE orders_seed ADD COLUMN kind int;",
                        "ALTER TABLE orders_seed DROP COLUMN kind;")
                .seed("7.after.sql", "UPDATE orders_seed SET note = 'new'; DELETE FROM orders_seed WHERE id = 1;")
                .step("no_down", "UPDATE orders_no_down SET note = 'y' WHERE id = 2;", "-- nothing to do")
                .results();
    }

    private static String each(String sql) {
        return ORDERS.stream().map(name -> sql.replace("%s", name)).collect(Collectors.joining());
    }

    private static MigrationResult result(String name) {
        return Preserved.named(results, name);
    }

    @BeforeAll
    static void verify_what_fails(@TempDir Path root) {
        failing = orders(root)
                .step("ALTER TABLE orders ADD COLUMN total int NOT NULL;", "ALTER TABLE orders DROP COLUMN total;")
                .step("ALTER TABLE orders DROP COLUMN note;", "ALTER TABLE orders ADD COLUMN note text;")
                .step("UPDATE orders SET total = 1;", "SELECT 1;")
                .results();
    }

    private Preserved orders() {
        return orders(folder);
    }

    private static Preserved orders(Path folder) {
        return new Preserved(folder)
                .step("CREATE TABLE orders (id int PRIMARY KEY, note text);", "DROP TABLE orders;")
                .seed("2.sql", "INSERT INTO orders VALUES (1, NULL), (2, 'x');");
    }

    @Test
    void an_update_that_meets_its_own_rows_is_told_how_to_go_round_them() {
        Preserved lines = new Preserved(folder)
                .step("CREATE TABLE line (list int, place int, PRIMARY KEY (list, place));", "DROP TABLE line;")
                .seed("2.sql", "INSERT INTO line VALUES (1, 1), (1, 2);")
                .step("UPDATE line SET place = place + 1;", "UPDATE line SET place = place - 1;");

        assertThat(only(lines.last(), DataRule.UP_FAILS).remedy())
                .isEqualTo("Mend or remove the rows that stand in its way first, in the same migration."
                        + "\nWhere all values differ in the end, it has met one on the way: a key that is not DEFERRABLE is"
                        + " compared row by row. Go by values that no row has, such as negative ones, in two UPDATEs.");
    }

    @Test
    void an_up_that_fails_on_rows_passes_on_an_empty_database_and_does_not_hide_the_rest() {
        Finding finding = only(failing.get(1), DataRule.UP_FAILS);
        assertThat(failing.get(1).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(finding.message())
                .startsWith(
                        "The up passes on an empty database and fails on one with 2 rows: 2_m.up.sql:1:1 ERROR 23502:")
                .contains("On production, where there are rows, it stops the deployment.");
        assertThat(finding.remedy())
                .isEqualTo(
                        "No row has a value for a column that is new: give it a DEFAULT, or add it without NOT NULL, fill it, and set NOT NULL behind that.");
        assertThat(finding.facts()).containsEntry("sqlState", "23502");
        assertThat(finding.file()).contains("2_m.up.sql");
        assertThat(failing.get(2).verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
    }

    @Test
    void a_later_up_that_fails_too_says_that_it_may_be_a_consequence() {
        Finding finding = only(failing.get(3), DataRule.UP_FAILS);
        assertThat(finding.message()).contains("Earlier migrations failed too (2); this may be a consequence.");
        assertThat(finding.facts()).containsEntry("sqlState", "42703");
        assertThat(finding.remedy()).startsWith("No row stands in its way: what the statement names is not there.");
    }

    @Test
    void a_down_that_fails_on_rows_is_named() {
        MigrationResult result = result("down");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.DOWN_FAILS);
        assertThat(only(result, DataRule.DOWN_FAILS).message())
                .startsWith("The down passes on an empty database and fails on one with 14 rows: 2_down.down.sql")
                .contains("since production has rows");
    }

    @Test
    void a_down_that_fails_on_rows_of_the_new_schema_is_named() {
        MigrationResult result = result("large");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.DOWN_FAILS);
        assertThat(only(result, DataRule.DOWN_FAILS).message())
                .startsWith("The down passes on an empty database and fails once rows were written after the up:")
                .contains("22003");
    }

    @Test
    void an_up_that_cannot_be_applied_again_over_rows_is_named() {
        MigrationResult result = result("twice");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.REUP_FAILS);
        assertThat(only(result, DataRule.REUP_FAILS).message())
                .contains("Applied once more after it was taken back", "23505", "cannot be rolled out again");
    }

    @Test
    void the_down_may_take_away_what_came_after_the_up() {
        MigrationResult result = result("away");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(only(result, DataRule.LOSES_NEW_ROWS).message())
                .contains("\n  - public.items: 2\n  - public.orders_away.total: 2");
    }

    @Test
    void new_rows_that_cost_old_ones_are_a_loss() {
        MigrationResult result = result("cost");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(only(result, DataRule.LOSES_DATA).message()).contains("1 of 2 rows of public.orders_cost are gone");
    }

    @Test
    void what_the_seed_itself_changes_is_not_blamed_on_the_migration() {
        MigrationResult result = result("seed");

        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void rows_that_an_up_changes_without_a_down_are_seen_only_here() {
        MigrationResult result = result("no_down");

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.NO_DOWN);
        assertThat(only(result, DataRule.NO_DOWN).message())
                .startsWith(
                        "The up changes rows, and no down takes that back:\n  - public.orders_no_down: values of note in 1 row\n");
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
