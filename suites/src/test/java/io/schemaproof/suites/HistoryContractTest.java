package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.verify.History;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class HistoryContractTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @SchemaTest(migrations = FOLDER + "locked")
    static class LockedTestCase implements HistoryContract {
        @Override
        public History history(History history) {
            return history.recorded();
        }
    }

    /** An up was another when it was locked, and the last one is not in the lock. */
    @SchemaTest(migrations = FOLDER + "unlocked")
    static class EditedTestCase implements HistoryContract {}

    @SchemaTest(migrations = FOLDER + "unlocked")
    @VerifyHistory(recorded = true)
    static class RecordedTestCase implements MigrationSuite {}

    @SchemaTest(migrations = FOLDER + "good")
    @VerifyHistory(recorded = true)
    static class WithoutLockTestCase implements MigrationSuite {}

    @SchemaTest(migrations = FOLDER + "good")
    static class ComparedWithNothingTestCase implements HistoryContract {}

    @Test
    void a_history_that_is_as_it_was_locked_passes() {
        Events events = TestKit.execute(LockedTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("history of 1 authors", "history of 2 books");
        assertThat(events.failed().count() + events.aborted().count()).isZero();
    }

    @Test
    void an_edited_up_fails_with_the_finding_and_a_new_one_passes() {
        Events events = TestKit.execute(EditedTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("history of 2 books");
        assertThat(events.failed().list()).singleElement().satisfies(event -> {
            assertThat(TestKit.name(event)).isEqualTo("history of 1 authors");
            assertThat(TestKit.message(event))
                    .startsWith(
                            "1_authors.up.sql:1  error order.edited\n  The up is other than in schemaproof.lock. Where it")
                    .endsWith("instead: Leave it as it was, and write a migration behind the last one.");
        });
    }

    @Test
    void what_is_not_recorded_fails_where_an_annotation_demands_it() {
        Events events = TestKit.execute(RecordedTestCase.class);

        assertThat(TestKit.names(events.failed())).containsExactly("history of 1 authors", "history of 2 books");
        assertThat(TestKit.message(events.failed().list().get(1)))
                .startsWith("2_books.up.sql:1  error order.not-recorded\n  schemaproof.lock does not hold it,")
                .contains("instead: Run './schemaproof lock DIR' on the folder");
    }

    @Test
    void a_lock_that_is_demanded_and_not_there_fails() {
        Events events = TestKit.execute(WithoutLockTestCase.class);

        assertThat(events.failed().list())
                .singleElement()
                .satisfies(event -> assertThat(TestKit.message(event))
                        .startsWith("There is no ")
                        .contains("schemaproof.lock, so nobody knows what was applied. Run './schemaproof lock DIR'"));
    }

    @Test
    void without_anything_to_compare_with_a_test_says_so_and_is_skipped() {
        Events events = TestKit.execute(ComparedWithNothingTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("number of 1 authors", "number of 2 books");
        assertThat(TestKit.names(events.aborted())).containsExactly("nothing applied is edited, gone or overtaken");
    }
}
