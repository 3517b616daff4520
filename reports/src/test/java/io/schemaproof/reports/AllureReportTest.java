package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes Allure's global lifecycle")
class AllureReportTest {

    @TempDir
    Path folder;

    private final AllureLifecycle global = Allure.getLifecycle();

    @BeforeEach
    void leave_the_lifecycle_of_the_test_run() {
        Allure.setLifecycle(new AllureLifecycle(new FileSystemResultsWriter(folder.resolve("global"))));
    }

    @AfterEach
    void return_to_the_lifecycle_of_the_test_run() {
        Allure.setLifecycle(global);
    }

    @Test
    void writes_a_result_for_each_migration() throws IOException {
        verify(folder);

        assertThat(results())
                .extracting(TestResult::getName, TestResult::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("1 create customers", Status.PASSED),
                        tuple("2 create orders", Status.FAILED),
                        tuple("3 typo", Status.FAILED),
                        tuple("4 backfill", Status.SKIPPED));
    }

    @Test
    void says_in_three_lines_why_a_migration_failed() throws IOException {
        verify(folder);

        assertThat(result("2 create orders").getStatusDetails().getMessage()).isEqualTo("""
                        leaves-trace: Type public.order_state is still there after the down – “état”.
                        sub/2_create_orders.down.sql:3 · public.order_state · roundtrip.leaves-trace · 1 more finding
                        Add DROP TYPE order_state.""");
        assertThat(result("1 create customers").getStatusDetails()).isNull();
    }

    @Test
    void shows_each_check_as_a_step_with_its_figures() throws IOException {
        verify(folder);

        assertThat(result("1 create customers").getSteps())
                .extracting(StepResult::getName, StepResult::getStatus)
                .containsExactly(
                        tuple("up", Status.PASSED),
                        tuple("down leaves no trace", Status.PASSED),
                        tuple("chain", Status.PASSED));
        assertThat(result("1 create customers").getSteps().get(0).getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(tuple("millis", "12.3"), tuple("rows", "0"));
        assertThat(result("2 create orders").getSteps())
                .extracting(StepResult::getStatus)
                .containsExactly(Status.PASSED, Status.FAILED);
        assertThat(result("4 backfill").getSteps())
                .as("what could not be decided has not failed")
                .extracting(StepResult::getStatus)
                .containsExactly(Status.SKIPPED);
    }

    @Test
    void attaches_the_sql_and_the_findings() throws IOException {
        verify(folder);

        List<Attachment> attachments = result("2 create orders").getAttachments();
        assertThat(attachments)
                .extracting(Attachment::getName)
                .containsExactly("up: sub/2_create_orders.up.sql", "down: sub/2_create_orders.down.sql", "findings");
        assertThat(folder.resolve(attachments.get(0).getSource())).hasContent("CREATE TABLE orders (id int);");
        assertThat(folder.resolve(attachments.get(2).getSource()))
                .content()
                .contains("ERROR roundtrip.leaves-trace", "where: sub/2_create_orders.down.sql:3", "sqlstate: 42601")
                .contains("NOTE roundtrip.column-order");
    }

    @Test
    void keeps_its_identity_from_run_to_run_and_names_no_machine() throws IOException {
        verify(folder);
        TestResult result = result("2 create orders");

        assertThat(result.getFullName()).isEqualTo("db/migration/sub/2_create_orders.up.sql 2");
        assertThat(result.getTestCaseId()).isEqualTo("18dd77012f25f1aa8ceefa7a32ce3b80");
        assertThat(result.getHistoryId()).isEqualTo("e8af8126be6ed0a20c66ac39c0581704");
        assertThat(result.getLabels())
                .extracting(Label::getName, Label::getValue)
                .contains(
                        tuple("epic", "database"),
                        tuple("feature", "round trip"),
                        tuple("story", "sub/2_create_orders.up.sql"),
                        tuple("suite", "db/migration"))
                .extracting(label -> label.toList().get(0))
                .doesNotContain("host", "thread");
    }

    @Test
    void describes_the_environment_and_sorts_failures_into_categories() throws IOException {
        Files.writeString(folder.resolve("environment.properties"), "Branch=trunk\n");

        verify(folder);

        assertThat(folder.resolve("environment.properties"))
                .hasContent("Branch=trunk\nPostgreSQL=17.11\nProvider=embedded\nSchemaproof=0.1.0\n");
        JsonNode categories =
                new ObjectMapper().readTree(folder.resolve("categories.json").toFile());
        assertThat(category(categories, "2 create orders")).containsExactly("Round trip broken");
        assertThat(category(categories, "3 typo")).containsExactly("Up fails");
        assertThat(category(categories, "4 backfill")).containsExactly("Inconclusive");
        assertThat(category(categories, "1 create customers")).isEmpty();
    }

    @Test
    void leaves_the_users_own_categories_alone() throws IOException {
        Files.writeString(folder.resolve("categories.json"), "[]");

        verify(folder);

        assertThat(folder.resolve("categories.json")).hasContent("[]");
    }

    @Test
    void names_the_folder_it_cannot_write() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> verify(file))
                .isInstanceOf(ReportException.class)
                .hasMessage("Cannot write Allure results into " + file + ": " + file
                        + " is a file where a folder is needed.");
    }

    @Test
    void says_only_at_the_end_that_the_folder_went_away_in_the_middle() throws IOException {
        AllureReport report = new AllureReport();
        Path directory = folder.resolve("results");
        report.started(Samples.FOLDER, to(directory));
        Files.delete(directory.resolve("categories.json"));
        Files.delete(directory);
        Files.writeString(directory, "now a file");

        Samples.tellMigrations(report);

        assertThatThrownBy(() -> report.finished(Samples.VERIFICATION))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("Cannot write Allure results into " + directory + ": ");
    }

    @Test
    void writes_nothing_where_nobody_asks() {
        AllureReport report = new AllureReport();
        report.started(Samples.FOLDER, Configuration.of(Map.of()));
        Samples.tellMigrations(report);
        report.finished(Samples.VERIFICATION);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void adds_steps_to_a_running_test_case_and_no_result_of_its_own() throws IOException {
        Allure.setLifecycle(new AllureLifecycle(new FileSystemResultsWriter(folder)));
        AllureLifecycle lifecycle = Allure.getLifecycle();
        lifecycle.scheduleTestCase(new TestResult().setUuid("test").setName("migrations"));
        lifecycle.startTestCase("test");

        verify(folder.resolve("own"));
        lifecycle.stopTestCase("test");
        lifecycle.writeTestCase("test");

        assertThat(folder.resolve("own")).doesNotExist();
        assertThat(results()).singleElement().satisfies(AllureReportTest::hasStepsOfAllMigrations);
    }

    static void hasStepsOfAllMigrations(TestResult test) {
        assertThat(test.getSteps())
                .extracting(StepResult::getName, StepResult::getStatus)
                .containsExactly(
                        tuple("1 create customers", Status.PASSED),
                        tuple("2 create orders", Status.FAILED),
                        tuple("3 typo", Status.FAILED),
                        tuple("4 backfill", Status.SKIPPED));
        StepResult orders = test.getSteps().get(1);
        assertThat(orders.getSteps())
                .extracting(StepResult::getName, StepResult::getStatus)
                .containsExactly(tuple("up", Status.PASSED), tuple("down leaves no trace", Status.FAILED));
        assertThat(orders.getSteps().get(1).getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(tuple("objects", "7"));
        assertThat(orders.getStatusDetails().getMessage()).startsWith("leaves-trace: Type public.order_state");
        assertThat(orders.getAttachments()).hasSize(2);
    }

    @Test
    void a_test_of_one_check_is_known_by_its_name_and_not_by_its_number() throws IOException {
        TestResult first = shown(first(), "Gate]/[test:#1", "1").get(0);
        TestResult second = shown(first(), "Gate]/[test:#2", "2").stream()
                .filter(result -> !result.getUuid().equals(first.getUuid()))
                .findFirst()
                .orElseThrow();

        assertThat(first.getHistoryId()).hasSize(32).isEqualTo(second.getHistoryId());
        assertThat(first.getLabels())
                .extracting(Label::getName, Label::getValue)
                .contains(
                        tuple("feature", "round trip"),
                        tuple("severity", "critical"),
                        tuple("suite", "com.example.Gate"),
                        tuple("subSuite", "2 create orders"));
        assertThat(List.of(first, second))
                .flatExtracting(TestResult::getParameters)
                .extracting(Parameter::getName, Parameter::getValue)
                .contains(
                        tuple("PostgreSQL", "17.11"),
                        tuple("provider", "embedded"),
                        tuple("rows", "7"),
                        tuple("seed", "1"),
                        tuple("seed", "2"));
    }

    @Test
    void tests_of_one_name_are_two_in_other_classes_and_in_one() throws IOException {
        AllureLifecycle run = first();
        shown(run, "Gate]/[test:#1", "1");
        shown(run, "Other]/[test:#1", "1");

        assertThat(shown(run, "Gate]/[test:#2", "1"))
                .hasSize(3)
                .extracting(TestResult::getHistoryId)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_verification_that_broke_off_is_a_broken_result_with_the_log() throws IOException {
        AllureReport report = new AllureReport();
        report.started(Samples.FOLDER, to(folder));
        report.migrationStarted(Samples.CUSTOMERS);
        report.checkFinished(new CheckResult(Samples.CUSTOMERS, "up", true, List.of(), Map.of()));
        report.brokeOff(
                new IllegalStateException("The connection to the server was lost.\nThe end of its log:\n  LOG: killed"),
                new Evidence.LogLines("the end of the server's log", List.of("LOG: killed")));

        TestResult test = result("the verification broke off");
        assertThat(test.getStatus()).isEqualTo(Status.BROKEN);
        assertThat(test.getStatusDetails().getMessage()).isEqualTo("The connection to the server was lost.");
        assertThat(test.getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(tuple("last check that ended", "up of " + Samples.CUSTOMERS.displayName()));
        assertThat(test.getSteps().get(0).getAttachments())
                .singleElement()
                .satisfies(attached ->
                        assertThat(folder.resolve(attached.getSource())).hasContent("LOG: killed"));
    }

    private AllureLifecycle first() {
        return new AllureLifecycle(new FileSystemResultsWriter(folder));
    }

    /** Shows a check in a test that JUnit has numbered. */
    private List<TestResult> shown(AllureLifecycle lifecycle, String place, String seed) throws IOException {
        Allure.setLifecycle(lifecycle);
        String uuid = UUID.randomUUID().toString();
        lifecycle.scheduleTestCase(new TestResult()
                .setUuid(uuid)
                .setName("up 2_orders.up.sql")
                .setLabels(new ArrayList<>(List.of(new Label()
                        .setName("junit.platform.uniqueid")
                        .setValue("[engine:junit-jupiter]/[class:com.example." + place + "]"))))
                .setTitlePath(List.of("2 create orders"))
                .setHistoryId(place));
        lifecycle.startTestCase(uuid);
        AllureReport report = new AllureReport();
        report.started(Samples.FOLDER, Configuration.of(Map.of()));
        report.checkShown(
                new CheckResult(Samples.ORDERS, "up", false, List.of(Samples.TRACE), Map.of()),
                Samples.withParameters(Map.of("rows", "7", "seed", seed)));
        lifecycle.stopTestCase(uuid);
        lifecycle.writeTestCase(uuid);
        return results();
    }

    private static void verify(Path directory) {
        AllureReport report = new AllureReport();
        report.started(Samples.FOLDER, to(directory));
        Samples.tellMigrations(report);
        report.finished(Samples.VERIFICATION);
    }

    private static Configuration to(Path directory) {
        return Configuration.of(Map.of(ConfigurationParameters.REPORT_ALLURE, directory.toString()));
    }

    private List<TestResult> results() throws IOException {
        return WrittenResults.in(folder);
    }

    private TestResult result(String name) throws IOException {
        return results().stream()
                .filter(result -> result.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Sorts as Allure does: the status is among those named and the whole message matches. */
    private List<String> category(JsonNode categories, String name) throws IOException {
        TestResult result = result(name);
        String message = result.getStatusDetails() == null
                ? ""
                : result.getStatusDetails().getMessage();
        return categories
                .valueStream()
                .filter(category -> category.get("matchedStatuses")
                        .valueStream()
                        .anyMatch(status ->
                                status.asText().equals(result.getStatus().value())))
                .filter(category -> !category.has("messageRegex")
                        || message.matches(category.get("messageRegex").asText()))
                .map(category -> category.get("name").asText())
                .toList();
    }
}
