package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Events;

class SchemaExtensionFailureTest {

    @Test
    void tells_a_broken_migration_once_and_in_full_and_runs_what_needs_no_database() {
        EngineExecutionResults results = SchemaExtensionTest.run(FailingDecoys.BrokenMigrationTestCase.class);

        results.testEvents()
                .assertStatistics(counts -> counts.failed(1).aborted(2).succeeded(1));
        assertThat(messages(results.testEvents().failed()))
                .singleElement()
                .asString()
                .contains(
                        "Migration 2 add birthday fails",
                        "V2__add_birthday.sql:3:",
                        "42704",
                        "type \"daet\" does not exist",
                        "ADD COLUMN born daet");
        assertThat(messages(results.testEvents().aborted()))
                .allMatch(message -> message.equals("Not run, because the database cannot be prepared;"
                        + " the first test of BrokenMigrationTestCase says why."));
    }

    @Test
    void knows_that_a_method_around_the_test_needs_the_database() {
        EngineExecutionResults results = SchemaExtensionTest.run(FailingDecoys.BrokenBeforeEachTestCase.class);

        results.testEvents()
                .assertStatistics(counts -> counts.failed(1).aborted(1).succeeded(0));
        assertThat(messages(results.testEvents().failed()))
                .singleElement()
                .asString()
                .contains("42704");
    }

    @Test
    void fails_the_class_where_the_class_needs_the_database() {
        EngineExecutionResults results = SchemaExtensionTest.run(FailingDecoys.BrokenForTheClassTestCase.class);

        results.testEvents().assertStatistics(counts -> counts.started(0));
        assertThat(messages(results.containerEvents().failed()))
                .singleElement()
                .asString()
                .startsWith("Migration 2 add birthday fails")
                .contains("42704");
    }

    @Test
    void lists_where_it_looked_for_the_folder() {
        EngineExecutionResults results = SchemaExtensionTest.run(FailingDecoys.MissingFolderTestCase.class);

        assertThat(messages(results.testEvents().failed()))
                .containsExactly("There is no db/no-such-folder. Tried:\n  file system: "
                        + Path.of("db/no-such-folder").toAbsolutePath()
                        + "\n  class path: db/no-such-folder"
                        + "\nName it relative to the module's folder, or as classpath:… for a resource.");
    }

    @Test
    void says_how_to_name_a_folder() {
        EngineExecutionResults results = SchemaExtensionTest.run(FailingDecoys.NoFolderTestCase.class);

        assertThat(messages(results.testEvents().failed()))
                .singleElement()
                .asString()
                .contains("@SchemaTest(migrations = \"…\")", "schemaproof.migrations");
    }

    @Test
    void leaves_parameters_of_other_types_to_others() {
        EngineExecutionResults results = SchemaExtensionTest.run(FailingDecoys.UnsupportedTestCase.class);

        assertThat(messages(results.testEvents().failed()))
                .singleElement()
                .asString()
                .startsWith("No ParameterResolver registered for parameter");
    }

    @Test
    void closes_a_forgotten_connection_and_names_the_test() {
        String log = LogCapture.of(
                SchemaExtension.class, () -> SchemaExtensionTest.run(FailingDecoys.ForgetfulTestCase.class));

        assertThat(log)
                .contains("ForgetfulTestCase.leaves_a_connection_open left a connection open; closed now.")
                .contains("pid ")
                .doesNotContain("closes_what_it_opens");
    }

    private static List<String> messages(Events events) {
        return events.stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(""))
                .toList();
    }
}
