package io.schemaproof.verify.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of queries without an error of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentChangesTest {

    private static final String SHOP = """
            -- name: add
            INSERT INTO parcels VALUES (:id, :sender, coalesce(:receiver, 'x'));

            -- name: add_some
            INSERT INTO parcels (id, receiver) VALUES (:id, :receiver);

            -- name: copy
            INSERT INTO archive SELECT id, receiver, receiver FROM parcels WHERE id = :id;

            -- name: all
            SELECT * FROM sent WHERE id = :id;

            -- name: named
            SELECT id, sender, receiver FROM sent WHERE id = :id;

            -- name: lock
            SELECT pg_advisory_lock(42);
            """;

    private static final String LOGS = """
            -- name: add
            INSERT INTO log (what) VALUES (:what) ON CONFLICT DO NOTHING;

            -- name: change
            UPDATE log SET what = :what WHERE id = :id;

            -- name: remove
            DELETE FROM log WHERE id = :id;

            -- name: note
            UPDATE notes SET what = :what WHERE id = :id;

            -- name: open
            SELECT id FROM open_orders WHERE id = :id;

            -- name: state
            SELECT id FROM orders WHERE state = :state;

            -- name: first_state
            -- :state = (SELECT min(state) FROM orders)
            SELECT id FROM orders WHERE state = :state;

            -- name: settled
            SELECT id FROM orders WHERE settled = false;

            -- name: cached
            SELECT v FROM cache;

            -- name: setting
            SELECT v FROM settings WHERE k = :k;
            """;

    private final Map<String, MigrationResult> results = new TreeMap<>();

    @BeforeAll
    void verify(@TempDir Path root) throws IOException {
        Path queries = Files.createDirectories(root.resolve("queries"));
        Files.writeString(queries.resolve("shop.sql"), SHOP);
        Files.writeString(queries.resolve("logs.sql"), LOGS);
        RoundTrip.of(new MigrationsOnDisk(root.resolve("migrations"))
                        .pair(
                                "01_start",
                                """
                                CREATE TABLE parcels (id int PRIMARY KEY, sender text, receiver text);
                                CREATE TABLE archive (id int, sender text, receiver text);
                                CREATE VIEW sent AS SELECT id, sender, receiver FROM parcels;
                                CREATE TABLE log (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text);
                                CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL, settled boolean NOT NULL DEFAULT false CHECK (NOT settled));
                                CREATE VIEW open_orders AS SELECT id FROM orders;
                                CREATE TABLE notes (id int PRIMARY KEY, what text NOT NULL);
                                CREATE TABLE cache (v int NOT NULL);
                                CREATE TABLE settings (k text PRIMARY KEY, v text NOT NULL);
                                """,
                                "DROP VIEW sent, open_orders; DROP TABLE parcels, archive, log, notes, orders, cache, settings;")
                        .pair(
                                "02_renamed",
                                "ALTER TABLE parcels RENAME sender TO source; ALTER TABLE parcels ADD note text;",
                                "ALTER TABLE parcels DROP note; ALTER TABLE parcels RENAME source TO sender;")
                        .pair("03_shifted", """
                                DROP VIEW sent;
                                ALTER TABLE parcels DROP source;
                                ALTER TABLE parcels ADD sender text;
                                CREATE VIEW sent AS SELECT id, sender, receiver FROM parcels;
                                """, """
                                DROP VIEW sent;
                                ALTER TABLE parcels RENAME sender TO source;
                                CREATE VIEW sent AS SELECT id, source AS sender, receiver FROM parcels;
                                """)
                        .pair(
                                "04_reordered",
                                "DROP VIEW sent; CREATE VIEW sent AS SELECT id, receiver, sender FROM parcels;",
                                "DROP VIEW sent; CREATE VIEW sent AS SELECT id, sender, receiver FROM parcels;")
                        .pair(
                                "05_frozen",
                                "CREATE RULE frozen AS ON INSERT TO log DO INSTEAD NOTHING;",
                                "DROP RULE frozen ON log;")
                        .pair(
                                "06_thawed",
                                "DROP RULE frozen ON log;",
                                "CREATE RULE frozen AS ON INSERT TO log DO INSTEAD NOTHING;")
                        .pair("07_trigger", """
                                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                                CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION keep();
                                """, "DROP TRIGGER keep ON log; DROP FUNCTION keep();")
                        .pair(
                                "08_filtered",
                                "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE settled;",
                                "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders;")
                        .pair(
                                "09_written",
                                "UPDATE orders SET state = 'new-' || state; UPDATE settings SET k = 'new-' || k; DELETE FROM cache;",
                                "SELECT 1;")
                        .pair(
                                "10_settled",
                                "ALTER TABLE orders DROP CONSTRAINT orders_settled_check; UPDATE orders SET settled = true;",
                                "UPDATE orders SET settled = false; ALTER TABLE orders ADD CHECK (NOT settled);")
                        .pair(
                                "11_redundant",
                                "CREATE TRIGGER same BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();",
                                "DROP TRIGGER same ON notes;")
                        .read())
                .withQueries(queries)
                .evaluate()
                .migrations()
                .forEach(result -> results.put(result.migration().version(), result));
    }

    private List<Finding> found(String version) {
        return results.get(version).findings().stream()
                .filter(finding -> finding.rule().startsWith("queries.")
                        && !finding.rule().equals("queries.affected")
                        && !finding.rule().equals("queries.cached-plan"))
                .toList();
    }

    @Test
    void a_renamed_column_and_one_more_take_the_same_values() {
        assertThat(found("02")).isEmpty();
    }

    @Test
    void an_insert_without_names_that_writes_into_other_columns_is_told() {
        assertThat(found("03"))
                .filteredOn(finding -> finding.file().equals(Optional.of("03_shifted.up.sql")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("queries.writes-elsewhere");
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.message())
                            .isEqualTo(
                                    "The query add of the service shop (queries/shop.sql:2) names no columns, and writes into others"
                                            + " after this migration: value 2 goes into receiver and went into source; value 3 goes into note"
                                            + " and went into receiver.\nThe server reports no error: the values fit there, too. What is"
                                            + " written so cannot be told from what was meant.");
                    assertThat(finding.remedy())
                            .isEqualTo(
                                    "Let shop name the columns, INSERT INTO … (id, …), before this migration; or leave the columns"
                                            + " and their order as they are.");
                });
        assertThat(results.get("03").verdict()).isEqualTo(MigrationVerdict.UNSAFE);
    }

    @Test
    void columns_of_a_star_that_stand_elsewhere_are_told() {
        assertThat(found("04")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("queries.result-reordered");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message())
                    .startsWith(
                            "The query all of the service shop (queries/shop.sql:11) returns its columns in another order"
                                    + " after this migration: at place 2 stands receiver and stood sender; at place 3 stands sender"
                                    + " and stood receiver.\nWho reads them by their names goes on.");
        });
    }

    @Test
    void a_write_that_a_rule_replaces_by_nothing_is_told() {
        assertThat(found("05")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("queries.write-fails");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message())
                    .isEqualTo(
                            "The query add of the service logs (queries/logs.sql:2) writes no row any more after this"
                                    + " migration, as the server counts them, without an error. It wrote 1 row before.\nA"
                                    + " trigger that returns NULL, or a rule with DO INSTEAD, leaves out what it is to write, or"
                                    + " puts it elsewhere. The application that runs now takes for done what never happens, or"
                                    + " counts the rows, or reads them by RETURNING, and fails.");
        });
        assertThat(found("06")).isEmpty();
    }

    @Test
    void writes_that_a_trigger_leaves_out_are_told() {
        assertThat(found("07"))
                .extracting(Finding::rule, finding -> finding.facts().get("query"))
                .containsExactlyInAnyOrder(
                        tuple("queries.write-fails", "change"), tuple("queries.write-fails", "remove"));
    }

    @Test
    void a_trigger_that_leaves_out_what_changes_nothing_is_left_alone() {
        assertThat(found("11")).isEmpty();
    }

    @Test
    void a_view_that_shows_nothing_any_more_is_told() {
        assertThat(found("08")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("queries.rows-gone");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message())
                    .isEqualTo(
                            "The query open of the service logs (queries/logs.sql:14) returns no row any more after this"
                                    + " migration, and the server reports no error. It returned 1 row before.\nSo it is with the"
                                    + " values of other rows that are there: what it asks of them holds for none any more.");
            assertThat(finding.remedy())
                    .isEqualTo("Keep what the query asks for true of the rows until logs asks for another thing.");
        });
    }

    @Test
    void rows_with_other_values_and_an_emptied_table_are_left_alone() {
        assertThat(found("09")).isEmpty();
    }

    @Test
    void rows_for_which_a_constant_of_the_query_does_not_hold_any_more_are_told() {
        assertThat(found("10")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("queries.rows-gone");
            assertThat(finding.message())
                    .contains(
                            "The query settled of the service logs (queries/logs.sql:24) returns no row any more after this"
                                    + " migration",
                            "It returned 500 rows before.\nThe tables that it reads have rows: what it asks of them holds for"
                                    + " none any more.");
        });
    }

    @Test
    void an_advisory_lock_of_a_session_keeps_nobody_waiting() {
        assertThat(results.values().stream().flatMap(result -> result.findings().stream()))
                .noneMatch(finding -> "lock".equals(finding.facts().get("query")));
    }
}
