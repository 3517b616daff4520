package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_CHECK;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_DEFAULT;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_INDEX;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_PRIMARY_KEY;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_TRIGGER;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.assertions.coverage.SchemaCoverage;
import io.schemaproof.catalog.Schema;
import io.schemaproof.junit.SchemaTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;
import org.opentest4j.TestAbortedException;

class SchemaMutationTest {

    private static final String ORDERS = "classpath:io/schemaproof/assertions/orders";

    @SchemaTest(migrations = ORDERS)
    @SchemaCoverage
    @SchemaMutation(kinds = {DROP_CHECK, DROP_DEFAULT, DROP_PRIMARY_KEY})
    static class SurvivorsTestCase {
        @BeforeEach
        void there_is_a_customer(Connection connection) throws SQLException {
            execute(connection, "INSERT INTO customers VALUES (1, 'Ann')");
        }

        @ParameterizedTest
        @ValueSource(strings = "id")
        void key(String column, Schema schema) {
            assertThat(schema).table("orders").hasPrimaryKey(column);
        }

        @Nested
        class Inner {
            @Test
            void default_is_used(Connection connection) throws SQLException {
                execute(connection, "INSERT INTO orders (customer_id) VALUES (1)");
            }
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaMutation(
            kinds = {DROP_INDEX, DROP_CHECK},
            maximum = 2)
    static class AllKilledTestCase {
        @Test
        void index(Schema schema) {
            assertThat(schema).table("orders").hasIndexes("orders_customer").check("total_positive");
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaMutation(
            kinds = {DROP_INDEX, DROP_CHECK},
            minimumKilled = 50)
    static class HalfIsEnoughTestCase {
        @Test
        void index(Schema schema) {
            assertThat(schema).table("orders").hasIndexes("orders_customer");
        }
    }

    @SchemaTest(migrations = ORDERS)
    static class MethodsTestCase {
        static final AtomicInteger RUNS = new AtomicInteger();

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @SchemaMutation(kinds = DROP_INDEX)
        void weak(int number, Schema schema) {
            RUNS.incrementAndGet();
            assertThat(schema).hasTables("orders");
        }

        @Test
        @SchemaMutation(kinds = DROP_INDEX)
        void strong(Schema schema) {
            assertThat(schema).table("orders").hasIndexes("orders_customer");
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaMutation(kinds = DROP_INDEX)
    static class FailingTestCase {
        @Test
        void fails(Schema schema) {
            assertThat(schema).hasTables("nope");
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaMutation(kinds = DROP_TRIGGER)
    static class NothingToMutateTestCase {
        @Test
        void passes(Schema schema) {
            assertThat(schema).hasTables("orders");
        }
    }

    @SchemaTest(migrations = ORDERS)
    @SchemaMutation(kinds = DROP_INDEX)
    static class AbortingTestCase {
        @Test
        void aborts_where_the_index_is_missing(Schema schema) {
            io.schemaproof.assertions.SchemaAssumptions.assumeThat(schema)
                    .table("orders")
                    .hasIndexes("orders_customer");
        }
    }

    @SchemaTest(migrations = ORDERS)
    static class SharedStateTestCase {
        @BeforeAll
        static void shared() {}

        @Test
        @SchemaMutation(kinds = DROP_INDEX)
        void alone(Schema schema) {
            assertThat(schema).hasTables("orders");
        }

        @Nested
        @SchemaMutation(kinds = DROP_INDEX)
        class Inner {
            @Test
            void passes(Schema schema) {
                assertThat(schema).hasTables("orders");
            }
        }
    }

    @SchemaMutation
    static class WithoutDatabaseTestCase {
        @Test
        void passes() {}
    }

    @Test
    void survivors_fail_the_class_with_what_would_kill_them() {
        EngineExecutionResults results = run(SurvivorsTestCase.class);

        results.testEvents().assertStatistics(tests -> tests.started(2).succeeded(2));
        org.assertj.core.api.Assertions.assertThat(messages(results, Status.FAILED))
                .containsExactly("""
                Schema mutation of SurvivorsTestCase: 2 of 4 mutants killed (50.0 %)
                  survived (2):
                    drop primary key: constraint public.customers.customers_pkey (with CASCADE, which dropped also \
                constraint public.orders.orders_customer_id_fkey, index \
                public.customers_pkey)
                      ALTER TABLE public.customers DROP CONSTRAINT customers_pkey;
                      would be killed by: assertThat(schema).table("public.customers").hasPrimaryKey("id");
                    drop check: constraint public.orders.total_positive
                      ALTER TABLE public.orders DROP CONSTRAINT total_positive;
                      would be killed by: assertThat(schema).table("public.orders").check("total_positive").hasExpression("(total >= (0)::numeric)");
                  killed by an error, not by an assertion (1):
                    drop default: column public.orders.state (default_is_used(Connection): PSQLException: ERROR: null value in column "state" of \
                relation "orders" violates not-null constraint)""");
    }

    @Test
    void a_class_that_notices_everything_passes() {
        run(AllKilledTestCase.class)
                .allEvents()
                .assertStatistics(all -> all.failed(0).aborted(0));
        run(HalfIsEnoughTestCase.class)
                .allEvents()
                .assertStatistics(all -> all.failed(0).aborted(0));
    }

    @Test
    void a_method_is_mutated_alone_and_once() {
        MethodsTestCase.RUNS.set(0);
        EngineExecutionResults results = run(MethodsTestCase.class);

        results.testEvents()
                .assertStatistics(tests -> tests.started(3).succeeded(2).failed(1));
        org.assertj.core.api.Assertions.assertThat(messages(results, Status.FAILED))
                .singleElement()
                .asString()
                .startsWith("Schema mutation of MethodsTestCase.weak: 0 of 1 mutants killed (0.0 %)");
        // Two invocations, two without a mutation, two for the one mutant.
        org.assertj.core.api.Assertions.assertThat(MethodsTestCase.RUNS).hasValue(6);
    }

    @Test
    void where_tests_fail_anyway_nothing_is_mutated() {
        EngineExecutionResults results = run(FailingTestCase.class);

        results.testEvents().assertStatistics(tests -> tests.failed(1));
        org.assertj.core.api.Assertions.assertThat(messages(results, Status.ABORTED))
                .containsExactly(
                        "Schema mutation of FailingTestCase: not mutated, because tests fail without a mutation:"
                                + " fails(Schema): [database]");
    }

    @Test
    void where_nothing_is_judged_the_class_is_aborted() {
        org.assertj.core.api.Assertions.assertThat(messages(run(NothingToMutateTestCase.class), Status.ABORTED))
                .containsExactly("Schema mutation of NothingToMutateTestCase: no mutant was judged");
        org.assertj.core.api.Assertions.assertThat(messages(run(AbortingTestCase.class), Status.ABORTED))
                .singleElement()
                .asString()
                .contains("not judged (1):\n    drop index: index public.orders_customer (aborted or not run: aborts");
    }

    @Test
    void what_a_class_shares_is_not_made_again_while_it_runs() {
        String reason = ": SharedStateTestCase has a method with @BeforeAll, which would run again while the class is"
                + " still running. Put @SchemaMutation on that class instead.";
        org.assertj.core.api.Assertions.assertThat(messages(run(SharedStateTestCase.class), Status.FAILED))
                .containsExactlyInAnyOrder(
                        "Schema mutation of SharedStateTestCase.alone" + reason, "Schema mutation of Inner" + reason);
    }

    @Test
    void without_a_database_to_mutate_the_class_fails() {
        org.assertj.core.api.Assertions.assertThat(messages(run(WithoutDatabaseTestCase.class), Status.FAILED))
                .singleElement()
                .asString()
                .startsWith("@SchemaMutation mutates what @SchemaTest gives: ");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static EngineExecutionResults run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute();
    }

    private static List<String> messages(EngineExecutionResults results, Status status) {
        return results.allEvents().stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .filter(result -> result.getStatus() == status)
                .map(result -> result.getThrowable().orElseGet(() -> new TestAbortedException("no reason")))
                .filter(thrown -> !String.valueOf(thrown.getMessage()).startsWith("[database]"))
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .toList();
    }
}
