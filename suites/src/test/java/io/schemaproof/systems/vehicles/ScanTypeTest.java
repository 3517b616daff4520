package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Query;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Step 10: the guide's words \"Index Scan using\"")
class ScanTypeTest {

    @Test
    @DisplayName("are not in the plan of a vacuumed table, and the index is used all the same")
    void trap_index_scans_are_not_in_the_plan_of_a_vacuumed_table() {
        try (TestDatabase database = VehicleDatabases.loaded()) {
            assertThat(CascadeQueries.makes(database))
                    .choosesIndex("idx_vehicle_year_make")
                    .readsOnlyIndex("idx_vehicle_year_make")
                    .satisfiesPlan(plan -> assertThat(plan.nodes().map(PlanNode::nodeType))
                            .contains("Index Only Scan")
                            .doesNotContain("Index Scan"));
        }
    }

    @Test
    @DisplayName("depend on VACUUM: where rows have changed since, the table is read as well")
    void trap_index_only_scans_depend_on_vacuum() {
        try (TestDatabase database = VehicleDatabases.loaded()) {
            Query makes = CascadeQueries.makes(database);
            // So that a page more or less does not make another of the three the cheapest.
            VehicleDatabases.execute(
                    database, "DROP INDEX idx_vehicle_year_make_model, idx_vehicle_year_make_model_trim");
            VehicleDatabases.execute(database, "UPDATE vehicle_options SET trim = trim WHERE year = 2024");

            assertThat(makes).choosesIndex("idx_vehicle_year_make");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(makes).readsOnlyIndex("idx_vehicle_year_make"))
                    .withMessageContaining("heap fetches")
                    .withMessageContaining("Run VACUUM first");

            VehicleDatabases.execute(database, "VACUUM vehicle_options");
            assertThat(makes).choosesIndex("idx_vehicle_year_make").readsOnlyIndex("idx_vehicle_year_make");
        }
    }

    @Test
    @DisplayName("are wrong before the first VACUUM too: a bitmap scan uses the index")
    void trap_before_the_first_vacuum_it_is_a_bitmap_scan() {
        try (TestDatabase database = VehicleDatabases.migrated()) {
            VehicleDatabases.execute(
                    database,
                    "INSERT INTO vehicle_options SELECT n, 1980 + n % 47, 'Make ' || n % 10, 'Model', 'Base', NULL, NULL"
                            + " FROM generate_series(1, 47000) AS n");
            VehicleDatabases.execute(database, "ANALYZE vehicle_options");

            // Few rows make the three indexes cost the same; which of them is chosen is then chance.
            assertThat(CascadeQueries.makes(database))
                    .choosesIndexOn("vehicle_options", "year", "make")
                    .satisfiesPlan(plan ->
                            assertThat(plan.nodes().map(PlanNode::nodeType)).contains("Bitmap Index Scan"));
        }
    }
}
