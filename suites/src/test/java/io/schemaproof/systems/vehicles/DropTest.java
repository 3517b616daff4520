package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Query;
import io.schemaproof.systems.ScriptRuns;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Step 2: dropping the old tables")
@SuppressWarnings("NullAway.Init")
class DropTest {

    private TestDatabase database;

    @BeforeEach
    void prepare() {
        database = VehicleDatabases.before();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("drops eight tables and three views in the guide's order, and leaves nothing but the schema itself")
    void leaves_nothing_but_the_schema() throws SQLException {
        MigrationRun run = VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);

        assertThat(run.outcomes())
                .extracting(outcome -> outcome.statement().sql().replaceAll("^DROP (TABLE|VIEW) IF EXISTS ", "$1 "))
                .containsExactly(
                        "TABLE vehicles.trim_transmission CASCADE",
                        "TABLE vehicles.trim_engine CASCADE",
                        "TABLE vehicles.transmission CASCADE",
                        "TABLE vehicles.engine CASCADE",
                        "TABLE vehicles.trim CASCADE",
                        "TABLE vehicles.model_year CASCADE",
                        "TABLE vehicles.model CASCADE",
                        "TABLE vehicles.make CASCADE",
                        "VIEW vehicles.available_years CASCADE",
                        "VIEW vehicles.makes_by_year CASCADE",
                        "VIEW vehicles.models_by_year_make CASCADE");

        assertThat(tablesOfTheGuidesQuery()).returnsRowCount(0);
        assertThat(objectsOfSchemaVehicles()).containsExactly("SCHEMA vehicles");
    }

    @Test
    @DisplayName("can be run again without an error")
    void can_be_run_again() throws SQLException {
        VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);

        MigrationRun again = VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);

        assertThat(again.outcomes())
                .hasSize(11)
                .allSatisfy(outcome ->
                        assertThat(outcome.notices()).singleElement().asString().endsWith("does not exist, skipping"));
    }

    @Test
    @DisplayName(
            "drops children before parents, so that foreign keys need no CASCADE; the views do, which come too late to be dropped")
    void the_order_respects_foreign_keys_and_not_the_views() throws SQLException {
        Script withoutCascade = VehicleScripts.script(
                "drop.sql", VehicleScript.DROP_VEHICLES.text().replace(" CASCADE", ""));

        List<StatementError> errors = ScriptRuns.errors(VehicleScripts.runAsPsqlDoes(database, withoutCascade));
        assertThat(errors).hasSize(3).allSatisfy(error -> {
            assertThat(error.sqlState()).isEqualTo("2BP01");
            assertThat(error.detail())
                    .hasValueSatisfying(detail -> assertThat(detail).contains("view vehicles."));
        });

        assertThat(ScriptRuns.errors(VehicleScripts.runAsPsqlDoes(database, withoutCascade)))
                .as("the views are gone now")
                .isEmpty();
        assertThat(objectsOfSchemaVehicles()).containsExactly("SCHEMA vehicles");
    }

    @Test
    @DisplayName(
            "drops the views with the tables, so that nothing is left for DROP VIEW IF EXISTS; the schema goes where asked for")
    void the_views_go_with_the_tables_and_the_schema_where_asked_for() throws SQLException {
        MigrationRun run = VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);

        assertThat(run.outcomes().subList(8, 11)).allSatisfy(outcome -> {
            assertThat(outcome.statement().sql()).startsWith("DROP VIEW");
            assertThat(outcome.notices()).singleElement().asString().endsWith("does not exist, skipping");
        });

        VehicleDatabases.execute(database, "DROP SCHEMA IF EXISTS vehicles CASCADE");
        assertThat(objectsOfSchemaVehicles()).isEmpty();
    }

    @Test
    @DisplayName("leaves types, functions and sequences, which the guide's query cannot see and the catalogue does")
    void leaves_what_the_guides_query_cannot_see() throws SQLException {
        VehicleDatabases.execute(database, "CREATE TYPE vehicles.fuel AS ENUM ('petrol', 'diesel')");
        VehicleDatabases.execute(database, "CREATE SEQUENCE vehicles.vin_seq");
        VehicleDatabases.execute(
                database, "CREATE FUNCTION vehicles.decode(vin text) RETURNS text LANGUAGE sql AS 'SELECT vin'");

        VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);

        assertThat(tablesOfTheGuidesQuery()).returnsRowCount(0);
        assertThat(objectsOfSchemaVehicles())
                .anyMatch(object -> object.contains("vehicles.fuel"))
                .anyMatch(object -> object.contains("vehicles.vin_seq"))
                .anyMatch(object -> object.contains("vehicles.decode"));
    }

    @Test
    @DisplayName("takes with it, by CASCADE, what other schemas built on the old tables, and only a notice tells")
    void takes_what_other_schemas_built_on_them() throws SQLException {
        VehicleDatabases.execute(
                database, "CREATE VIEW public.newest AS SELECT max(year) AS year FROM vehicles.model_year");

        MigrationRun run = VehicleScripts.mustRun(database, VehicleScript.DROP_VEHICLES);

        assertThat(Query.of(database.dataSource(), "SELECT to_regclass('public.newest') IS NULL"))
                .returnsExactly(true);
        assertThat(run.outcomes())
                .flatExtracting(outcome -> outcome.notices())
                .anyMatch(notice -> notice.contains("drop cascades to"));
    }

    private Query tablesOfTheGuidesQuery() {
        return Query.of(
                database.dataSource(),
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'vehicles'");
    }

    private List<String> objectsOfSchemaVehicles() throws SQLException {
        return Snapshot.of(database).catalog().objects().values().stream()
                .map(CatalogObject::id)
                .filter(id -> id.identity().equals("vehicles") || id.identity().contains("vehicles."))
                .map(id -> id.kind() + " " + id.identity())
                .toList();
    }
}
