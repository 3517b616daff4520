package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.row;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Step 9: the functions of the cascade")
@SuppressWarnings("NullAway.Init")
class CascadeFunctionsTest {

    private static TestDatabase database;

    @BeforeAll
    static void load() {
        database = VehicleDatabases.loaded();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("give makes for a year, Ford, Honda and Toyota among them")
    void give_makes_for_a_year() {
        assertThat(query("SELECT make FROM get_makes_for_year(2024)")).contains("Ford", "Honda", "Toyota");
    }

    @Test
    @DisplayName("give models for a year and make, F-150, Mustang and Explorer among them")
    void give_models_for_a_year_and_make() {
        assertThat(query("SELECT model FROM get_models_for_year_make(2024, 'Ford')"))
                .contains("F-150", "Mustang", "Explorer");
    }

    @Test
    @DisplayName("give trims for a year, make and model, XLT, Lariat and King Ranch among them")
    void give_trims_for_a_year_make_and_model() {
        assertThat(query("SELECT trim_name FROM get_trims_for_year_make_model(2024, 'Ford', 'F-150')"))
                .contains("XLT", "Lariat", "King Ranch");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "get_makes_for_year(2024) | SELECT DISTINCT make FROM vehicle_options WHERE year = 2024",
                "get_makes_for_year(1980) | SELECT DISTINCT make FROM vehicle_options WHERE year = 1980",
                "get_models_for_year_make(2024, 'Ford')"
                        + "| SELECT DISTINCT model FROM vehicle_options WHERE year = 2024 AND make = 'Ford'",
                "get_trims_for_year_make_model(2024, 'Ford', 'F-150')"
                        + "| SELECT DISTINCT trim FROM vehicle_options WHERE year = 2024 AND model = 'F-150'",
                "get_options_for_vehicle(2024, 'Ford', 'F-150', 'XLT')"
                        + "| SELECT (SELECT name FROM engines e WHERE e.id = engine_id),"
                        + " (SELECT type FROM transmissions t WHERE t.id = transmission_id), engine_id, transmission_id"
                        + " FROM vehicle_options WHERE year = 2024 AND model = 'F-150' AND trim = 'XLT'"
            })
    @DisplayName("give just what the table holds for the arguments, and something at all")
    void give_just_what_the_table_holds(String call, String truth) {
        String calls = "SELECT * FROM " + call;

        assertThat(query("SELECT EXISTS (" + calls + ")")).returnsExactly(true);
        assertThat(query("(" + calls + ") EXCEPT ALL (" + truth + ")")).returnsRowCount(0);
        assertThat(query("(" + truth + ") EXCEPT ALL (" + calls + ")")).returnsRowCount(0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "get_makes_for_year(1979)",
                "get_models_for_year_make(2024, 'FORD')",
                "get_models_for_year_make(1980, 'Tesla')",
                "get_trims_for_year_make_model(2024, 'Honda', 'F-150')",
                "get_options_for_vehicle(2024, 'Ford', 'F-150', 'Denali')",
                "get_makes_for_year(NULL)"
            })
    @DisplayName("give nothing where there is nothing")
    void give_nothing_where_there_is_nothing(String call) {
        assertThat(query("SELECT * FROM " + call)).returnsRowCount(0);
    }

    @Test
    @DisplayName("give an electric vehicle's options with no engine")
    void give_an_electric_vehicle_without_engine() {
        assertThat(query("SELECT DISTINCT engine_name, engine_id, transmission_type IS NULL"
                        + " FROM get_options_for_vehicle(2024, 'Tesla', 'Model 3', 'Base')"))
                .returnsExactly(row(null, null, false));
    }

    private static Query query(String sql) {
        return Query.of(database.dataSource(), sql);
    }
}
