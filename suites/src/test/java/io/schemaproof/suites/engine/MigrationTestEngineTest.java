package io.schemaproof.suites.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.suites.Only;
import io.schemaproof.suites.RoundTripContract;
import io.schemaproof.suites.SelectMigrations;
import io.schemaproof.suites.VerifyHistory;
import io.schemaproof.suites.VerifyIdempotency;
import io.schemaproof.suites.VerifySafety;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineDiscoveryResults;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationTestEngineTest {

    @SelectMigrations("classpath:policies")
    @VerifyIdempotency
    @VerifyHistory(@Only(to = "2"))
    static class PoliciesTestCase {}

    @SelectMigrations("classpath:suites/good")
    static class AllTestCase {}

    @SelectMigrations("classpath:nowhere")
    static class NowhereTestCase {}

    /** What is inherited from is not run, nor is what needs another object around it. */
    @SelectMigrations("classpath:nowhere")
    abstract static class BaseTestCase {}

    @SelectMigrations("classpath:nowhere")
    class InnerTestCase {}

    @SelectMigrations("classpath:nowhere")
    @Disabled("until the folder is there")
    @Tag("nightly")
    @VerifyHistory
    static class DisabledTestCase {}

    @SchemaTest(migrations = "classpath:policies")
    @VerifySafety
    @Only(from = "2")
    static class VainTestCase implements RoundTripContract {}

    private EngineExecutionResults policies;

    @BeforeAll
    void run() {
        policies = execute(selectClass(PoliciesTestCase.class));
    }

    private static EngineExecutionResults execute(DiscoverySelector selector) {
        return EngineTestKit.engine("schemaproof").selectors(selector).execute();
    }

    private static List<String> names(Events events) {
        return events.map(event -> event.getTestDescriptor().getDisplayName()).toList();
    }

    private static String message(Event event) {
        return String.valueOf(event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage());
    }

    @Test
    void a_class_without_code_runs_the_suites_that_it_names() {
        Events events = policies.testEvents();

        assertThat(names(events.succeeded()))
                .containsExactly("number of 1 books", "number of 2 authors", "idempotency of 1 books");
        assertThat(names(events.failed())).containsExactly("idempotency of 2 authors", "idempotency of 3 logs");
        assertThat(events.failed().map(MigrationTestEngineTest::message))
                .allSatisfy(message -> assertThat(message)
                        .contains("error idempotency.rerun-fails", "Run a second time, this migration fails"));
    }

    @Test
    void an_ide_jumps_to_the_script_and_a_report_names_the_suite() {
        TestDescriptor failed = policies.testEvents().failed().list().get(0).getTestDescriptor();

        assertThat(failed.getSource())
                .get()
                .isInstanceOfSatisfying(
                        FileSource.class,
                        source -> assertThat(source.getFile().getName()).isEqualTo("2_authors.sql"));
        assertThat(failed.getLegacyReportingName()).isEqualTo("idempotency: idempotency of 2 authors");
        assertThat(failed.getParent().orElseThrow().getLegacyReportingName())
                .isEqualTo(PoliciesTestCase.class.getName());
        assertThat(failed.getParent().orElseThrow().getSource())
                .as("or Surefire counts no test for the class")
                .isEmpty();
        assertThat(names(policies.containerEvents().started()))
                .containsExactly(
                        "Schemaproof",
                        "PoliciesTestCase",
                        "history: no applied migration is edited or gone, and new ones come behind",
                        "idempotency: every migration bears a second run as the policy says");
    }

    @Test
    void a_suite_alone_can_be_run_again_by_the_id_of_a_test_in_it() {
        TestDescriptor number = policies.testEvents().succeeded().list().get(1).getTestDescriptor();

        assertThat(names(execute(selectUniqueId(number.getUniqueId()))
                        .testEvents()
                        .succeeded()))
                .containsExactly("number of 1 books", "number of 2 authors");
    }

    @Test
    void a_class_without_annotations_of_suites_asks_for_the_usual_ones_and_nothing_is_run_to_find_them() {
        EngineDiscoveryResults found = EngineTestKit.engine("schemaproof")
                .selectors(selectPackage("io.schemaproof.suites.engine"))
                .discover();
        assertThat(found.getEngineDescriptor().getChildren())
                .extracting(TestDescriptor::getDisplayName)
                .containsExactlyInAnyOrder(
                        "PoliciesTestCase", "AllTestCase", "NowhereTestCase", "DisabledTestCase", "VainTestCase");
        TestDescriptor all = found.getEngineDescriptor().getChildren().stream()
                .filter(child -> child.getDisplayName().equals("AllTestCase"))
                .findFirst()
                .orElseThrow();
        assertThat(all.getChildren()).hasSize(12).allMatch(TestDescriptor::mayRegisterTests);
    }

    @Test
    void a_folder_that_is_not_there_fails_the_class() {
        Events events = execute(selectClass(NowhereTestCase.class)).containerEvents();

        assertThat(names(events.failed())).containsExactly("NowhereTestCase");
        assertThat(message(events.failed().list().get(0))).startsWith("There is no classpath:nowhere. Tried:");
    }

    @Test
    void a_suite_that_is_asked_for_where_nobody_reads_it_fails_the_class() {
        EngineExecutionResults vain = execute(selectClass(VainTestCase.class));

        assertThat(vain.testEvents().started().count()).isZero();
        assertThat(message(vain.containerEvents().failed().list().get(0)))
                .isEqualTo(
                        "@VerifySafety on VainTestCase is read by nobody, so that nothing of it would be checked. Write"
                                + " @SelectMigrations(\"…\") beside it, or implement MigrationSuite.");
    }

    @Test
    void a_class_that_is_disabled_is_skipped_with_the_reason_and_nothing_of_it_is_read() {
        Events events = execute(selectClass(DisabledTestCase.class)).containerEvents();

        assertThat(names(events.skipped())).containsExactly("DisabledTestCase");
        assertThat(events.skipped().list().get(0).getRequiredPayload(String.class))
                .isEqualTo("until the folder is there");
        assertThat(events.failed().list()).isEmpty();
    }

    @Test
    void a_build_chooses_classes_by_their_tags() {
        assertThat(suitesWith(TagFilter.includeTags("nightly")))
                .containsExactly("history: no applied migration is edited or gone, and new ones come behind");
        assertThat(suitesWith(TagFilter.excludeTags("nightly"))).isEmpty();
    }

    private static List<String> suitesWith(PostDiscoveryFilter filter) {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(DisabledTestCase.class))
                        .filters(EngineFilter.includeEngines("schemaproof"), filter)
                        .build());
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(each -> plan.getChildren(each).isEmpty())
                .map(TestIdentifier::getDisplayName)
                .toList();
    }
}
