package io.schemaproof.reports;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.PropertiesUtils;
import io.qameta.allure.util.ResultsUtils;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Adds the checks to the test case that runs on this thread: a step per migration, and in it a step per check. No step
 * stays open between two events: the next may be about another migration, or come in another test case.
 */
final class AllureSteps implements VerificationListener {

    private static final String DIRECTORY = "allure.results.directory";

    private static final Set<String> SEVERAL =
            Set.of(ResultsUtils.STORY_LABEL_NAME, ResultsUtils.FEATURE_LABEL_NAME, ResultsUtils.OWNER_LABEL_NAME);

    private final AllureLifecycle lifecycle;
    private final Clock clock;
    private final AllureLabels labels;
    private final AllureEvidence evidence;
    private final Map<Migration, StepResult> steps = new HashMap<>();
    private String testCase = "";
    private long last;

    AllureSteps(AllureLifecycle lifecycle, Clock clock, MigrationFolder folder, Configuration configuration) {
        this.lifecycle = lifecycle;
        this.labels = new AllureLabels(folder.root(), configuration);
        this.evidence = new AllureEvidence(lifecycle, SqlMask.of(configuration));
        this.clock = clock;
        this.last = clock.millis();
    }

    @Override
    public void migrationStarted(Migration migration) {
        last = clock.millis();
    }

    @Override
    public void checkFinished(CheckResult check) {
        long start = last;
        last = clock.millis();
        lifecycle.getCurrentTestCase().ifPresent(current -> {
            StepResult step = stepIn(current, check.migration(), start);
            StepResult detail = AllureItems.step(check, start, last);
            evidence.addTo(detail, check);
            lifecycle.updateTestCase(current, test -> describe(test, check));
            step.getSteps().add(detail);
            step.setStop(last);
            if (detail.getStatus() == Status.FAILED) {
                step.setStatus(Status.FAILED);
            }
        });
    }

    @Override
    public void checkShown(CheckResult check, Verification of) {
        VerificationListener.super.checkShown(check, of);
        addParameters(of);
    }

    private void addParameters(Verification verification) {
        lifecycle
                .getCurrentTestCase()
                .ifPresent(current -> lifecycle.updateTestCase(
                        current, test -> AllureParameters.add(test, verification.parameters())));
    }

    @Override
    public void migrationFinished(MigrationResult result) {
        lifecycle.getCurrentTestCase().ifPresent(current -> {
            StepResult step = stepIn(current, result.migration(), last);
            step.setStatus(AllureItems.status(result));
            AllureItems.settle(step.getSteps(), result);
            if (step.getStatus() != Status.PASSED) {
                step.setStatusDetails(AllureItems.details(result.verdict().word(), result.findings()));
            }
        });
    }

    /** Says where the test stands, unless its author has. */
    private void describe(TestResult test, CheckResult check) {
        List<Label> given = List.copyOf(test.getLabels());
        Stream.of(
                        labels.of(check.migration()),
                        AllureLabels.features(List.of(check), check.findings()),
                        AllureLabels.severity(check.findings()).stream().toList())
                .flatMap(List::stream)
                .filter(label -> isWanted(label, given))
                .forEach(test.getLabels()::add);
        List<String> linked = test.getLinks().stream().map(Link::getUrl).toList();
        labels.links(check.migration(), check.findings()).stream()
                .filter(link -> !linked.contains(link.getUrl()))
                .forEach(test.getLinks()::add);
    }

    /** A test about several migrations has several stories and features; of the others one is enough. */
    private static boolean isWanted(Label label, List<Label> given) {
        boolean several = SEVERAL.contains(label.getName());
        return given.stream()
                .noneMatch(other -> other.getName().equals(label.getName())
                        && (!several || other.getValue().equals(label.getValue())));
    }

    @Override
    public void brokeOff(RuntimeException failure, Evidence log) {
        lifecycle.getCurrentTestCase().ifPresent(current -> {
            StepResult step = AllureItems.brokenStep(failure, clock.millis());
            evidence.add(step, log);
            lifecycle.updateTestCase(current, test -> test.getSteps().add(step));
        });
    }

    /** Adds what belongs to no single test, where the tests of this run write their results. */
    @Override
    public void finished(Verification verification) {
        addParameters(verification);
        Path directory = Path.of(PropertiesUtils.loadAllureProperties().getProperty(DIRECTORY, "allure-results"));
        if (!Files.isDirectory(directory)) {
            // Results go elsewhere, or nowhere.
            return;
        }
        try {
            AllureFolder.writeCategories(directory);
            AllureFolder.writeEnvironment(directory, verification);
            AllureExecutor.write(directory, System::getenv);
        } catch (IOException e) {
            throw new ReportException("Cannot write into " + directory + ": " + WriteFailure.reason(e), e);
        }
    }

    private StepResult stepIn(String current, Migration migration, long start) {
        if (!testCase.equals(current)) {
            steps.clear();
            testCase = current;
        }
        return steps.computeIfAbsent(migration, key -> begin(key).setStart(start));
    }

    private StepResult begin(Migration migration) {
        StepResult step = new StepResult().setName(migration.displayName()).setStatus(Status.PASSED);
        String uuid = UUID.randomUUID().toString();
        lifecycle.startStep(uuid, step);
        AllureText.attachSql(lifecycle, migration, evidence);
        lifecycle.stopStep(uuid);
        return step;
    }
}
