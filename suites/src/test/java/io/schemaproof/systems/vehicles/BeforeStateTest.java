package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;

import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Before the migration: schema vehicles")
@SuppressWarnings("NullAway.Init")
class BeforeStateTest {

    private static TestDatabase database;

    @BeforeAll
    static void prepare() {
        database = VehicleDatabases.before();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("has eight tables, and schema public has none")
    void has_eight_tables() {
        assertThat(Schema.of(database.dataSource()))
                .hasExactlyTablesIn(
                        "vehicles",
                        "make",
                        "model",
                        "model_year",
                        "trim",
                        "engine",
                        "transmission",
                        "trim_engine",
                        "trim_transmission")
                .hasNoTable("public.engines")
                .hasNoTable("public.transmissions")
                .hasNoTable("public.vehicle_options");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "vehicles.make",
                "vehicles.model",
                "vehicles.model_year",
                "vehicles.trim",
                "vehicles.engine",
                "vehicles.transmission",
                "vehicles.trim_engine",
                "vehicles.trim_transmission",
                "vehicles.available_years",
                "vehicles.makes_by_year",
                "vehicles.models_by_year_make"
            })
    @DisplayName("has rows in every table and view")
    void has_rows_in_every_table_and_view(String table) {
        assertThat(Rows.of(database.dataSource(), table)).hasAtLeast(1);
    }

    @Test
    @DisplayName("has three views")
    void has_three_views() {
        assertThat(Query.of(
                        database.dataSource(),
                        "SELECT viewname FROM pg_views WHERE schemaname = 'vehicles' ORDER BY viewname"))
                .returnsExactly("available_years", "makes_by_year", "models_by_year_make");
    }
}
