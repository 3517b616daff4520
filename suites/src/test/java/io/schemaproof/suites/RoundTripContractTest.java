package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.junit.SchemaTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class RoundTripContractTest {

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class BookshopTestCase implements RoundTripContract {}

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class OnlyTheFirstTestCase implements RoundTripContract {
        @Override
        public io.schemaproof.verify.RoundTrip roundTrip(io.schemaproof.verify.RoundTrip roundTrip) {
            return roundTrip.to("0001");
        }
    }

    @SchemaTest(
            migrations = "src/test/resources/suites/good",
            start = "src/test/resources/suites/deployed_1.sql",
            before = "src/test/resources/suites/before.sql")
    static class DeployedTestCase implements RoundTripContract {}

    @SchemaTest(migrations = "src/test/resources/suites/good", start = "src/test/resources/suites/deployed_2.sql")
    static class AllDeployedTestCase implements RoundTripContract {}

    @SchemaTest(migrations = "src/test/resources/suites/forward")
    static class ForwardTestCase implements RoundTripContract {}

    private static EngineExecutionResults bookshop;

    @BeforeAll
    static void verify_the_bookshop() {
        bookshop = execute(BookshopTestCase.class);
    }

    private static EngineExecutionResults execute(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static List<String> names(List<Event> events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    @Test
    void there_is_a_test_for_each_migration_and_direction() {
        assertThat(bookshop.testEvents().dynamicallyRegistered().count()).isEqualTo(21);
        assertThat(names(bookshop.testEvents().failed().list()))
                .containsExactlyInAnyOrder(
                        "down 0002_add_orders.down.sql",
                        "up again 0002_add_orders.up.sql",
                        "down 0004_require_isbn.down.sql");
        assertThat(bookshop.testEvents().skipped().count()).isZero();
        assertThat(names(bookshop.testEvents().aborted().list()))
                .contains("production's rows are as taken for granted by 0004 require isbn");
    }

    @Test
    void a_way_back_that_nobody_asks_for_is_skipped_and_not_passed() {
        List<Event> aborted = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ForwardTestCase.class))
                .configurationParameter("schemaproof.downs", "optional")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(0).succeeded(2))
                .aborted()
                .list();

        assertThat(aborted)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                        .hasMessageContaining("not run: there is no down, which is accepted"));
    }

    @Test
    void a_failure_carries_the_finding_and_an_ide_jumps_to_the_script() {
        Event failure = bookshop.testEvents().failed().stream()
                .filter(event -> event.getTestDescriptor().getDisplayName().startsWith("down 0004"))
                .findFirst()
                .orElseThrow();

        assertThat(failure.getRequiredPayload(TestExecutionResult.class).getThrowable())
                .get()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("public.books.isbn")
                .hasMessageContaining("ALTER TABLE public.books ALTER COLUMN isbn DROP NOT NULL;");
        assertThat(failure.getTestDescriptor().getSource())
                .get()
                .isInstanceOfSatisfying(
                        FileSource.class,
                        source -> assertThat(source.getFile().getName()).isEqualTo("0004_require_isbn.down.sql"));
    }

    static class UnannotatedTestCase implements RoundTripContract {}

    @Test
    void a_class_for_which_nobody_names_migrations_says_where_to_name_them() {
        Event failure = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(UnannotatedTestCase.class))
                .execute()
                .containerEvents()
                .failed()
                .list()
                .get(0);

        assertThat(failure.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .hasMessage(
                        "Which migrations? Name their folder with @SchemaTest(migrations = \"…\") or the parameter schemaproof.migrations.");
    }

    @Test
    void what_a_build_sets_for_junit_counts(@TempDir Path folder) throws IOException {
        Path baseline = Files.writeString(
                folder.resolve("baseline.txt"),
                "roundtrip.leaves-trace | 0002_add_orders.down.sql | public.order_status\n");

        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("schemaproof.findings.baseline", baseline.toString())
                .configurationParameter("schemaproof.rows", "0")
                .selectors(selectClass(BookshopTestCase.class))
                .execute();

        assertThat(names(results.testEvents().failed().list()))
                .containsExactlyInAnyOrder("up again 0002_add_orders.up.sql", "down 0004_require_isbn.down.sql");
    }

    @Test
    void a_class_can_narrow_the_round_trip() {
        EngineExecutionResults results = execute(OnlyTheFirstTestCase.class);

        assertThat(names(results.testEvents().succeeded().list()))
                .containsExactly(
                        "up 0001_create_catalogue.up.sql",
                        "down 0001_create_catalogue.down.sql",
                        "up again 0001_create_catalogue.up.sql",
                        "rows survive 0001 create catalogue");
        assertThat(results.testEvents().failed().count()).isZero();
    }

    @Test
    void a_class_that_begins_with_a_dump_verifies_what_the_dump_lacks() {
        assertThat(names(
                        execute(DeployedTestCase.class).testEvents().succeeded().list()))
                .containsExactly(
                        "up 2_books.up.sql",
                        "down 2_books.down.sql",
                        "up again 2_books.up.sql",
                        "rows survive 2 books");
    }

    @Test
    void a_dump_that_lacks_nothing_leaves_nothing_to_check_which_is_skipped() {
        assertThat(execute(AllDeployedTestCase.class).testEvents().aborted().list())
                .singleElement()
                .satisfies(event ->
                        assertThat(TestKit.message(event)).startsWith("not run: Nothing is left to check: the dump "));
    }
}
