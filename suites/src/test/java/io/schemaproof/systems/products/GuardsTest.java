package io.schemaproof.systems.products;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.fixtures.products.ProductScript.AS_PRINTED;
import static io.schemaproof.fixtures.products.ProductScript.AS_PRINTED_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementError;
import io.schemaproof.rule.Finding;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "Guards: blocks that raise where the premise of a migration does not hold, and a transaction that undoes the rest")
@SuppressWarnings("NullAway.Init")
class GuardsTest {

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = ProductDatabases.withRows();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private StatementError only(MigrationRun run) {
        return ScriptRuns.errors(run).get(0);
    }

    private MigrationRun refused(ProductScript script) throws SQLException {
        DatabaseState before = DatabaseState.of(database);
        MigrationRun stopped = ScriptRuns.untilTheFirstError(database, ScriptRuns.script(script));
        assertThat(ScriptRuns.errors(stopped)).hasSize(1);
        assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();

        MigrationRun wentOn = ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script(script));
        assertThat(only(wentOn)).isEqualTo(only(stopped));
        assertThat(before.differencesTo(DatabaseState.of(database)))
                .as("psql that goes on cannot apply half of it either: what follows is refused, and COMMIT rolls back")
                .isEmpty();
        return wentOn;
    }

    @Test
    @DisplayName("a missing table is told with the message and the hint of the guard, and nothing is applied")
    void a_missing_table_fires() throws SQLException {
        ProductDatabases.execute(database, "DROP TABLE products");

        MigrationRun run = refused(ORIGIN);

        assertThat(only(run).sqlState()).isEqualTo("P0001");
        assertThat(only(run).message()).isEqualTo("table products is not there");
        assertThat(only(run).hint()).hasValue("Apply 2025-03-03-products first.");
        assertThat(only(run).line()).isEqualTo(ScriptRuns.lineOf(ScriptRuns.script(ORIGIN), "DO $$"));
        assertThat(ScriptRuns.errors(run).subList(1, ScriptRuns.errors(run).size()))
                .extracting(StatementError::sqlState)
                .isNotEmpty()
                .containsOnly("25P02");
    }

    @Test
    @DisplayName("a column that is there already is told, and keeps its values")
    void an_existing_column_fires() throws SQLException {
        ProductDatabases.execute(
                database,
                "ALTER TABLE products ADD origin integer; UPDATE products SET origin = 7 WHERE shop = 'shop-1'");

        assertThat(only(refused(ORIGIN)).message()).isEqualTo("column origin of products is there already");
    }

    @Test
    @DisplayName("the guard behind the change fires where the change was undone under its eyes")
    void the_guard_behind_the_change_fires() throws SQLException {
        ProductDatabases.execute(database, """
                CREATE FUNCTION take_back() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF tg_tag = 'ALTER TABLE' AND current_setting('products.again', true) IS DISTINCT FROM 'on' THEN
                        PERFORM set_config('products.again', 'on', true);
                        ALTER TABLE products DROP COLUMN origin;
                    END IF;
                END $$;
                CREATE EVENT TRIGGER take_back ON ddl_command_end EXECUTE FUNCTION take_back()""");

        assertThat(only(refused(ORIGIN)).message()).isEqualTo("column origin of products was not made");
    }

    @Test
    @DisplayName("the way back is guarded too: without the column there is nothing to take back")
    void a_way_back_without_the_column_fires() throws SQLException {
        assertThat(only(refused(ORIGIN_DOWN)).message())
                .isEqualTo("column origin of products is not there, so there is nothing to take back");
    }

    @Test
    @DisplayName("a first migration that is applied twice says so")
    void the_tables_are_there_already() throws SQLException {
        assertThat(only(refused(ProductScript.PRODUCTS)).message()).isEqualTo("table products is there already");
    }

    @Test
    @DisplayName("the round trip reports the raised message with file and line, as an up that fails")
    void the_round_trip_reports_the_message(@TempDir Path folder) throws IOException {
        MigrationFolder pair = ProductDatabases.pair(folder, "2025-03-17-origin", ORIGIN, ORIGIN_DOWN);
        assertThat(pair.convention()).isEqualTo("dated");

        MigrationResult result = RoundTrip.of(pair).evaluate().migrations().get(0);

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        Finding finding = result.findings().get(0);
        assertThat(finding.file()).hasValue("2025-03-17-origin.up.sql");
        assertThat(finding.line()).isEqualTo(5);
        assertThat(finding.message()).contains("P0001", "table products is not there");
    }

    @Test
    @DisplayName("as printed: the column is added and taken back, and each of the two does nothing the second time")
    void as_printed_both_ways_can_be_run_again() throws SQLException {
        DatabaseState before = DatabaseState.of(database);

        ProductDatabases.run(database, AS_PRINTED);
        DatabaseState added = DatabaseState.of(database);
        ProductDatabases.run(database, AS_PRINTED);

        assertThat(Schema.of(database.dataSource()))
                .table("products")
                .column(
                        "origin",
                        column -> column.hasType("varchar(255)").isNullable().hasNoDefault());
        assertThat(before.differencesTo(added)).hasSize(2).contains("rows of public.products");
        assertThat(added.differencesTo(DatabaseState.of(database))).isEmpty();

        ProductDatabases.run(database, AS_PRINTED_DOWN);
        ProductDatabases.run(database, AS_PRINTED_DOWN);
        assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();
    }

    @Test
    @DisplayName("wrong: the printed guard looks at all schemas, so a table of that name elsewhere satisfies it")
    void as_printed_a_table_elsewhere_satisfies_the_guard() throws SQLException {
        ProductDatabases.execute(database, "CREATE SCHEMA archive; ALTER TABLE products SET SCHEMA archive");

        // What stops it is the server and not the guard, which fires where no schema has one.
        assertThat(only(refused(AS_PRINTED)).sqlState()).isEqualTo("42P01");
        assertThat(only(refused(ORIGIN)).message()).isEqualTo("table products is not there");

        ProductDatabases.execute(database, "DROP SCHEMA archive CASCADE");
        StatementError fired = only(refused(AS_PRINTED));
        assertThat(fired.sqlState()).isEqualTo("P0001");
        assertThat(fired.message()).isEqualTo("products is required and not there");
    }

    @Test
    @DisplayName(
            "wrong: as printed, a column of any type is taken for the new one, and the way back drops it with its values")
    void as_printed_a_foreign_column_is_taken_and_dropped() throws SQLException {
        ProductDatabases.execute(
                database,
                "ALTER TABLE products ADD origin integer; UPDATE products SET origin = 7 WHERE shop = 'shop-1'");
        DatabaseState before = DatabaseState.of(database);

        MigrationRun run = ProductDatabases.run(database, AS_PRINTED);

        assertThat(run.outcomes())
                .flatExtracting(outcome -> outcome.notices())
                .anyMatch(notice ->
                        notice.contains("column \"origin\" of relation \"products\" already exists, skipping"));
        assertThat(before.differencesTo(DatabaseState.of(database)))
                .as("the migration that says it has added a varchar")
                .isEmpty();

        ProductDatabases.run(database, AS_PRINTED_DOWN);
        assertThat(Schema.of(database.dataSource())).table("products").hasNoColumn("origin");
    }

    @Test
    @DisplayName("wrong: as printed, the way back says that it failed where another schema has such a column")
    void as_printed_the_way_back_fails_for_another_schemas_column() throws SQLException {
        ProductDatabases.run(database, AS_PRINTED);
        ProductDatabases.execute(
                database, "CREATE SCHEMA archive; CREATE TABLE archive.products (origin varchar(255))");

        assertThat(only(refused(AS_PRINTED_DOWN)).message()).isEqualTo("origin was not taken back");
        ProductDatabases.run(database, ORIGIN_DOWN);
    }
}
