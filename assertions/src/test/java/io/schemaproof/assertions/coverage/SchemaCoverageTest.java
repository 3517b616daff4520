package io.schemaproof.assertions.coverage;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.junit.SchemaTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventConditions;
import org.opentest4j.TestAbortedException;

class SchemaCoverageTest {

    private static final String ORDERS = "classpath:io/schemaproof/assertions/orders";

    @SchemaTest(migrations = ORDERS)
    @SchemaCoverage(minimum = 66, kinds = ObjectKind.TABLE)
    static class TooLittleTestCase {
        @Test
        void customers(Schema schema) {
            assertThat(schema).table("customers").hasColumns("id");
            assertThat(schema).table("orders").column("total").isNullable();
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaCoverage(minimum = 100, kinds = ObjectKind.TABLE)
    static class EnoughTestCase {
        @ParameterizedTest
        @ValueSource(strings = "customers")
        void one(String table, Schema schema) {
            assertThat(schema).table(table).satisfies(t -> {});
        }

        @Nested
        class Inner {
            @Test
            void other(Schema schema) {
                assertThat(schema).table("orders", t -> {}).table("orders", t -> t.hasColumns("id"));
            }
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaCoverage(minimum = 100)
    static class FailingTestCase {
        @Test
        void fails(Schema schema) {
            assertThat(schema).table("customers").hasColumns("nope");
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaCoverage(kinds = ObjectKind.TRIGGER)
    static class NothingToCoverTestCase {
        @Test
        void passes(Schema schema) {
            assertThat(schema).hasTables("orders");
        }
    }

    @SchemaCoverage(minimum = 1)
    static class WithoutDatabaseTestCase {
        @Test
        void passes() {}
    }

    @Test
    void too_little_fails_the_class_and_lists_what_is_left_out() {
        EngineExecutionResults results = run(TooLittleTestCase.class);

        results.testEvents().assertStatistics(tests -> tests.succeeded(1));
        org.assertj.core.api.Assertions.assertThat(message(results)).isEqualTo("""
                Schema coverage of TooLittleTestCase: 1 of 2 asserted on (50.0 %)
                  table: 1 of 2 asserted on (50.0 %)
                    only looked up: public.orders
                  expected: at least 66.0 %""");
    }

    @Test
    void enough_passes_with_parameters_and_nested_classes() {
        EngineExecutionResults results = run(EnoughTestCase.class);

        results.allEvents().assertStatistics(all -> all.failed(0).aborted(0));
        results.testEvents().assertStatistics(tests -> tests.succeeded(2));
        org.assertj.core.api.Assertions.assertThat(
                        results.allEvents().reportingEntryPublished().list())
                .hasSize(1);
    }

    @Test
    void where_a_test_fails_nothing_is_judged() {
        EngineExecutionResults results = run(FailingTestCase.class);

        results.testEvents().assertStatistics(tests -> tests.failed(1));
        results.containerEvents().assertStatistics(classes -> classes.failed(0));
    }

    @Test
    void without_an_object_the_class_is_aborted() {
        for (Class<?> type : new Class<?>[] {NothingToCoverTestCase.class, WithoutDatabaseTestCase.class}) {
            EngineExecutionResults results = run(type);
            results.containerEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            EventConditions.event(EventConditions.abortedWithReason(
                                    org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf(
                                            TestAbortedException.class))));
        }
    }

    private static EngineExecutionResults run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute();
    }

    private static String message(EngineExecutionResults results) {
        return results.containerEvents().failed().stream()
                .map(Event::getPayload)
                .map(payload -> (org.junit.platform.engine.TestExecutionResult) payload.orElseThrow())
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .findFirst()
                .orElse("no class failed");
    }
}
