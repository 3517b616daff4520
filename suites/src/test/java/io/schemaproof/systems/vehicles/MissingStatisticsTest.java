package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Query;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Troubleshooting: statistics that are missing after the import")
@SuppressWarnings("NullAway.Init")
class MissingStatisticsTest {

    private static final int ROWS = 47_000;
    private static final int ROWS_OF_2024 = 1_000;

    private TestDatabase database;

    @BeforeEach
    void importWithoutAnalyze() {
        database = VehicleDatabases.migrated();
        VehicleDatabases.execute(
                database,
                "INSERT INTO vehicle_options SELECT n, 1980 + n / " + ROWS_OF_2024
                        + ", 'Make ' || n % 10, 'Model ' || n % 100, 'Base', NULL, NULL FROM generate_series(0, "
                        + (ROWS - 1) + ") AS n");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("before ANALYZE the server does not know how many rows there are, afterwards it does")
    void the_server_does_not_know_the_number_of_rows() {
        Query known = Query.of(
                database.dataSource(), "SELECT reltuples FROM pg_class WHERE oid = 'vehicle_options'::regclass");

        assertThat(known).returnsExactly(-1);
        analyze();
        assertThat(known).returnsExactly(ROWS);
    }

    @Test
    @DisplayName("before ANALYZE the planner's guess for a year is far off, afterwards it is near")
    void the_planners_guess_is_far_off() {
        assertThat(estimatedRows()).isLessThan(ROWS_OF_2024 / 2.0);
        analyze();
        assertThat(estimatedRows()).isCloseTo(ROWS_OF_2024, Percentage.withPercentage(25));
    }

    @Test
    @DisplayName("a plan assertion that fails before ANALYZE names the table and the remedy, afterwards it does not")
    void a_failing_plan_assertion_names_the_remedy() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(CascadeQueries.makes(database)).readsAtMost(buffers(1)))
                .withMessageContaining("Never analysed: public.vehicle_options")
                .withMessageContaining("VACUUM (ANALYZE) public.vehicle_options");
        analyze();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(CascadeQueries.makes(database)).readsAtMost(buffers(1)))
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("Never analysed"));
    }

    private void analyze() {
        VehicleDatabases.execute(database, "ANALYZE vehicle_options");
    }

    private double estimatedRows() {
        return CascadeQueries.makes(database)
                .explain(ExplainOptions.plan())
                .nodes()
                .filter(node -> node.relation().isPresent())
                .mapToDouble(PlanNode::estimatedRows)
                .findFirst()
                .orElseThrow();
    }
}
