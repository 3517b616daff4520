package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.RoundTrip;
import java.sql.Statement;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class DataPreservationContractTest {

    /** Two books before the second migration. */
    private static RowSource books(MigrationFolder migrations, String isbn) {
        FillMoment moment = FillMoment.before(migrations.migrations().get(1));
        return (connection, catalog, now) -> {
            if (!now.equals(moment)) {
                return FillReport.NOTHING;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO authors (name) VALUES ('Jane Austen')");
                statement.execute("INSERT INTO books (author_id, title, isbn, price)"
                        + " VALUES (1, 'Emma', '978-1', 9), (1, 'Sanditon', " + isbn + ", 8)");
            }
            return FillReport.of(3);
        };
    }

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class CompleteBooksTestCase implements DataPreservationContract {
        @Override
        public RowSource rows(MigrationFolder migrations) {
            return books(migrations, "'978-2'");
        }
    }

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class BooksWithoutIsbnTestCase implements DataPreservationContract {
        @Override
        public RowSource rows(MigrationFolder migrations) {
            return books(migrations, "NULL");
        }
    }

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class NoBooksTestCase implements DataPreservationContract {
        @Override
        public RowSource rows(MigrationFolder migrations) {
            return (connection, catalog, now) -> FillReport.NOTHING;
        }
    }

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class RoundTripWithRowsTestCase implements RoundTripContract {
        @Override
        public RoundTrip roundTrip(RoundTrip roundTrip) {
            return roundTrip
                    .withRows((connection, catalog, now) -> FillReport.NOTHING)
                    .from("0005");
        }
    }

    @SchemaTest(migrations = "../fixtures/src/main/resources/examples/bookshop")
    static class GeneratedRowsTestCase implements DataPreservationContract {}

    private static Events execute(Class<?> testClass) {
        return execute(testClass, 0);
    }

    private static Events execute(Class<?> testClass, int generated) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameter("schemaproof.rows", String.valueOf(generated))
                .execute()
                .testEvents();
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }

    private static String message(Event event) {
        return String.valueOf(event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage());
    }

    @Test
    void there_is_a_test_for_each_migration_and_what_did_not_run_to_the_end_is_skipped() {
        Events events = execute(CompleteBooksTestCase.class);

        assertThat(events.dynamicallyRegistered().count()).isEqualTo(5);
        assertThat(events.failed().count()).isZero();
        assertThat(events.aborted().list()).hasSize(1).allSatisfy(event -> {
            assertThat(name(event)).isEqualTo("rows survive 0002 add orders");
            assertThat(message(event)).contains("not checked to the end, because of leaves-trace");
        });
    }

    @Test
    void without_rows_of_its_own_a_class_gets_generated_ones_and_what_is_taken_for_granted_is_skipped() {
        Events events = execute(GeneratedRowsTestCase.class, 50);

        assertThat(events.failed().list()).isEmpty();
        assertThat(events.aborted().list())
                .extracting(DataPreservationContractTest::name)
                .containsExactly(
                        "rows survive 0002 add orders",
                        "production's rows are as taken for granted by 0004 require isbn");
        assertThat(message(events.aborted().list().get(1)))
                .contains(
                        "warning data.assumes",
                        "no row of public.books has NULL in isbn",
                        "SELECT * FROM public.books WHERE isbn IS NULL");
    }

    @Test
    void a_failure_carries_the_finding() {
        Events events = execute(BooksWithoutIsbnTestCase.class);

        assertThat(events.failed().list()).hasSize(1).allSatisfy(event -> {
            assertThat(name(event)).isEqualTo("rows survive 0004 require isbn");
            assertThat(message(event)).contains("error data.up-fails", "The up passes on an empty database", "23502");
        });
    }

    @Test
    void what_had_no_rows_is_skipped_and_not_passed() {
        Events events = execute(NoBooksTestCase.class);

        assertThat(events.failed().count()).isZero();
        assertThat(events.aborted().list())
                .extracting(DataPreservationContractTest::name)
                .containsExactly(
                        "rows survive 0002 add orders",
                        "rows survive 0004 require isbn",
                        "rows survive 0005 search titles");
    }

    @Test
    void a_round_trip_that_was_given_rows_says_what_it_found_about_them() {
        Events events = execute(RoundTripWithRowsTestCase.class);

        assertThat(events.succeeded().count()).isEqualTo(3);
        assertThat(events.aborted().list())
                .hasSize(1)
                .first()
                .extracting(event -> message(event))
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .contains("warning data.no-rows", "public.books");
    }
}
