package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.History;
import io.schemaproof.verify.policy.HistoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.Events;

class HistoryContractTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @TempDir
    private static Path root;

    /** The good folder as it was accepted. */
    private static HistoryFile accepted;

    /** The same, but for an up that was another then. */
    private static HistoryFile edited;

    @BeforeAll
    static void accept() throws IOException {
        accepted = HistoryFile.at(root.resolve("accepted.txt"));
        accepted.accept(MigrationReader.read(Path.of(FOLDER + "good")));
        Path other = root.resolve("edited.txt");
        Files.writeString(
                other,
                Files.readString(root.resolve("accepted.txt"))
                        .replaceAll("(?m)^1 [0-9a-f]{64}", "1 " + "0".repeat(64)));
        edited = HistoryFile.at(other);
    }

    @SchemaTest(migrations = FOLDER + "good")
    static class AcceptedTestCase implements HistoryContract {
        @Override
        public History history(History history) {
            return history.against(accepted);
        }
    }

    @SchemaTest(migrations = FOLDER + "good")
    static class EditedTestCase implements HistoryContract {
        @Override
        public History history(History history) {
            return history.against(edited);
        }
    }

    @SchemaTest(migrations = FOLDER + "good")
    static class ComparedWithNothingTestCase implements HistoryContract {}

    @Test
    void a_history_that_is_as_it_was_accepted_passes() {
        Events events = TestKit.execute(AcceptedTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("history of 1 authors", "history of 2 books");
        assertThat(events.failed().count() + events.aborted().count()).isZero();
    }

    @Test
    void an_edited_up_fails_with_the_finding() {
        Events events = TestKit.execute(EditedTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("history of 2 books");
        assertThat(events.failed().list()).singleElement().satisfies(event -> {
            assertThat(TestKit.name(event)).isEqualTo("history of 1 authors");
            assertThat(TestKit.message(event))
                    .startsWith("1_authors.up.sql:1  error order.edited\n  The up is other than in " + root)
                    .endsWith("instead: Leave it as it was, and write a migration behind the last one.");
        });
    }

    @Test
    void without_anything_to_compare_with_a_test_says_so_and_is_skipped() {
        Events events = TestKit.execute(ComparedWithNothingTestCase.class);

        assertThat(TestKit.names(events.succeeded())).containsExactly("number of 1 authors", "number of 2 books");
        assertThat(TestKit.names(events.aborted())).containsExactly("nothing applied is edited, gone or overtaken");
    }
}
