package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.buffers;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Step 10: the queries of the cascade")
@SuppressWarnings("NullAway.Init")
class CascadeQueriesTest {

    private static final Duration LIMIT = Duration.ofMillis(50);

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
    @DisplayName("find the makes of a year by idx_vehicle_year_make, whatever the node is called")
    void find_the_makes_of_a_year_by_the_index() {
        assertThat(CascadeQueries.makes(database))
                .canUseIndex("idx_vehicle_year_make")
                .choosesIndex("idx_vehicle_year_make")
                .hasNoSeqScanOn("vehicle_options")
                .readsAtMost(buffers(CascadeQueries.PAGES));
    }

    @Test
    @DisplayName("find the models of a make by an index on year and make")
    void find_the_models_of_a_make_by_an_index() {
        assertThat(CascadeQueries.models(database))
                .canUseIndex("idx_vehicle_year_make")
                .choosesIndexOn("vehicle_options", "year", "make")
                .hasNoSeqScanOn("vehicle_options")
                .readsAtMost(buffers(CascadeQueries.PAGES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    @DisplayName("run within 50 ms")
    void run_within_50_ms(Query query) {
        assertThat(query).runsWithin(LIMIT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    @DisplayName("run as functions within 50 ms, by an index and not by reading the table")
    void run_as_functions_within_50_ms(Query query) {
        assertThat(query)
                .hasNoSeqScanOn("vehicle_options")
                .readsAtMost(buffers(CascadeQueries.PAGES))
                .runsWithin(LIMIT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    @DisplayName("keep to an index when a function is planned without its arguments")
    void keep_to_an_index_under_a_generic_plan(Query query) {
        assertThat(query).underGenericPlan().hasNoSeqScanOn("vehicle_options");
    }

    static Stream<Named<Query>> queries() {
        return Stream.of(
                Named.of("makes of a year", CascadeQueries.makes(database)),
                Named.of("models of a year and make", CascadeQueries.models(database)));
    }

    static Stream<Named<Query>> calls() {
        return CascadeQueries.calls(database).map(query -> Named.of(query.toString(), query));
    }
}
