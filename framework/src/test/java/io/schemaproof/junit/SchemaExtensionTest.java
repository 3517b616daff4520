package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class SchemaExtensionTest {

    @BeforeEach
    void forget_databases() {
        OrdersDecoys.DATABASES.clear();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OrdersDecoys.EveryParameterTestCase.class,
                OrdersDecoys.InheritedTestCase.class,
                OrdersDecoys.ByInterfaceTestCase.class,
                OrdersDecoys.ByOwnAnnotationTestCase.class,
                OrdersDecoys.OtherVersionTestCase.class
            })
    void resolves_parameters_wherever_the_annotation_stands(Class<?> testClass) {
        assertAllPass(run(testClass));
    }

    @Test
    void gives_each_test_with_its_constructor_a_private_database_that_is_gone_afterwards() throws Exception {
        assertAllPass(run(OrdersDecoys.PrivateClonesTestCase.class));

        assertThat(OrdersDecoys.DATABASES).hasSize(2);
        assertGone(OrdersDecoys.DATABASES);
    }

    @Test
    void gives_the_class_a_database_beside_those_of_its_tests() throws Exception {
        assertAllPass(run(OrdersDecoys.OneInstanceTestCase.class));

        assertThat(OrdersDecoys.DATABASES).hasSize(3);
        assertGone(OrdersDecoys.DATABASES);
    }

    @Test
    void lets_nested_classes_take_the_annotation_from_around_them_or_have_their_own() {
        assertAllPass(run(OrdersDecoys.OuterTestCase.class)).hasSize(2);
    }

    @Test
    void keeps_parallel_tests_apart() throws Exception {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OrdersDecoys.ParallelTestCase.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute();

        assertAllPass(results).hasSize(12);
        assertThat(OrdersDecoys.DATABASES).hasSize(12);
        assertGone(OrdersDecoys.DATABASES);
    }

    @Test
    void takes_from_the_configuration_what_the_annotation_leaves_out() {
        assertAllPass(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OrdersDecoys.ConfiguredTestCase.class))
                .configurationParameter("schemaproof.migrations", OrdersDecoys.ORDERS)
                .execute());
    }

    @Test
    void changes_each_database_by_the_mutation_and_leaves_the_template_alone() {
        assertAllPass(mutated("DROP INDEX orders_note_idx"));

        mutated("DROP INDEX nope")
                .testEvents()
                .failed()
                .assertThatEvents()
                .singleElement()
                .asString()
                .contains("The mutation cannot be applied: ERROR: index \"nope\" does not exist")
                .contains("DROP INDEX nope");
    }

    private static EngineExecutionResults mutated(String sql) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OrdersDecoys.MutatedTestCase.class))
                .configurationParameter("schemaproof.mutation", sql)
                .execute();
    }

    @Test
    void drops_the_database_of_a_failed_test_too() throws Exception {
        run(FailingDecoys.FailingTestCase.class)
                .testEvents()
                .assertStatistics(counts -> counts.failed(1).succeeded(1));

        assertThat(OrdersDecoys.DATABASES).hasSize(2);
        assertGone(OrdersDecoys.DATABASES);
    }

    @Test
    void keeps_the_database_of_a_failed_test_where_it_is_asked_to() throws Exception {
        String log = LogCapture.of(
                SchemaExtension.class,
                () -> EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(FailingDecoys.FailingTestCase.class))
                        .configurationParameter("schemaproof.keep", "true")
                        .execute());

        Set<String> kept = awaitRemaining(OrdersDecoys.DATABASES, 1);
        assertThat(kept).hasSize(1);
        assertThat(log)
                .contains("FailingTestCase.fails failed; its database is kept until the server stops")
                .contains(kept)
                .doesNotContain("passes");
    }

    static org.assertj.core.api.ListAssert<?> assertAllPass(EngineExecutionResults results) {
        assertThat(results.allEvents().failed().list()).isEmpty();
        assertThat(results.testEvents().aborted().list()).isEmpty();
        return assertThat(results.testEvents().succeeded().list()).isNotEmpty();
    }

    static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static void assertGone(Set<String> databases) throws SQLException, InterruptedException {
        assertThat(awaitRemaining(databases, 0)).isEmpty();
    }

    /** A database is dropped soon after its test, not before the next one. */
    private static Set<String> awaitRemaining(Set<String> databases, int expected)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (true) {
            Set<String> remaining = existing();
            remaining.retainAll(databases);
            if (remaining.size() <= expected || System.nanoTime() > deadline) {
                return remaining;
            }
            Thread.sleep(20);
        }
    }

    private static Set<String> existing() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = Databases.shared(ServerRequest.from(Configuration.ofSystem()))
                        .connection("postgres")
                        .connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
