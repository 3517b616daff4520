package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.buffers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import io.schemaproof.query.TimeLimit;
import io.schemaproof.query.Timing;
import io.schemaproof.query.TimingVerdict;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

@DisplayName("Step 10, the opposite: with an index dropped")
@SuppressWarnings("NullAway.Init")
class DroppedIndexTest {

    private static final Duration LIMIT = Duration.ofMillis(50);

    private TestDatabase database;

    @BeforeEach
    void load() {
        database = VehicleDatabases.loaded();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName("the plan assertions and the timing assertion fail")
    void the_assertions_fail() {
        Query models = CascadeQueries.models(database);
        Timing withIndex = models.time(TimeLimit.best(LIMIT));
        dropIndexes("idx_vehicle_year_make", "idx_vehicle_year_make_model", "idx_vehicle_year_make_model_trim");

        // One subject, which looks for a missing index among a million rows only once.
        QueryAssert makes = assertThat(CascadeQueries.makes(database));
        assertThatFails(() -> makes.choosesIndex("idx_vehicle_year_make"), "no such index");
        assertThatFails(() -> makes.choosesIndexOn("vehicle_options", "year"), "year");
        assertThatFails(() -> makes.hasNoSeqScanOn("vehicle_options"), "Seq Scan");
        assertThatFails(() -> makes.readsAtMost(buffers(CascadeQueries.PAGES)), "Seq Scan");
        // A fast machine may read the whole table within 50 ms, but none reads it in thrice the time the index takes.
        assertThatItIsTooSlow(models, withIndex.min().multipliedBy(3)).hasMessageContaining("Seq Scan");
    }

    @Test
    @DisplayName("idx_vehicle_year_make is not missed: the longer indexes begin with the same columns")
    void the_shortest_index_is_not_missed() {
        dropIndexes("idx_vehicle_year_make");

        assertThat(CascadeQueries.makes(database))
                .choosesIndexOn("vehicle_options", "year", "make")
                .hasNoSeqScanOn("vehicle_options")
                .runsWithin(LIMIT);
        assertThat(CascadeQueries.models(database))
                .choosesIndexOn("vehicle_options", "year", "make")
                .runsWithin(LIMIT);
    }

    @Test
    @DisplayName("the models query takes idx_vehicle_year_make only when no index holds the model as well")
    void the_models_query_prefers_the_index_that_holds_the_model() {
        Query models = CascadeQueries.models(database);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(models).choosesIndex("idx_vehicle_year_make"))
                .withMessageContaining("idx_vehicle_year_make_model");
        assertThat(models).choosesIndex("idx_vehicle_year_make_model");
        dropIndexes("idx_vehicle_year_make_model", "idx_vehicle_year_make_model_trim");
        assertThat(models).choosesIndex("idx_vehicle_year_make");
    }

    @Test
    @DisplayName("a function that sleeps longer than 50 ms fails the timing assertion on any machine")
    void a_function_that_sleeps_fails_the_timing_assertion() {
        VehicleDatabases.execute(
                database,
                "CREATE OR REPLACE FUNCTION get_makes_for_year(year INT) RETURNS TABLE (make VARCHAR) LANGUAGE sql"
                        + " AS $$ SELECT 'Ford'::varchar FROM pg_sleep(0.06) $$");

        Query makes = CascadeQueries.calls(database).findFirst().orElseThrow();
        assertThatItIsTooSlow(makes, Duration.ofMillis(1)).hasMessageContaining("1 ms");
        // So near to the truth a busy host is given the benefit of the doubt; but the query never passes.
        assertThat(makes.time(TimeLimit.best(LIMIT).samples(10)).verdict()).isNotEqualTo(TimingVerdict.PASS);
    }

    /** A host so busy that nothing can be said makes this test "not run", never passed. */
    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatItIsTooSlow(Query query, Duration limit) {
        Throwable refusal = catchThrowable(() -> assertThat(query).runsWithin(limit));
        if (refusal instanceof TestAbortedException busy) {
            throw busy;
        }
        return assertThat(refusal).isInstanceOf(AssertionError.class);
    }

    private static void assertThatFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
    }

    private void dropIndexes(String... names) {
        VehicleDatabases.execute(database, "DROP INDEX " + String.join(", ", names));
    }
}
