package io.schemaproof.reports;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.AllureResultsWriteException;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder of results of its own: one test result per migration, one step per check. What cannot be written is
 * said at the end, so that it does not keep the verification from its verdicts.
 */
final class AllureResults implements VerificationListener {

    private final Path directory;
    private final Clock clock;
    private final AllureLifecycle lifecycle;
    // The checks of one migration need not follow each other: those of the whole chain come last.
    private final Map<Migration, List<StepResult>> steps = new HashMap<>();
    private final Map<Migration, Long> starts = new HashMap<>();
    private final List<MigrationResult> results = new ArrayList<>();
    private String suite = "";
    private @Nullable AllureLabels labels;
    private Optional<String> lastEnded = Optional.empty();
    private AllureEvidence evidence;
    private long last;
    private @Nullable ReportException failure;

    AllureResults(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.last = clock.millis();
        this.lifecycle = new AllureLifecycle(new FileSystemResultsWriter(directory));
        this.evidence = new AllureEvidence(lifecycle, SqlMask.of(key -> Optional.empty()));
    }

    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        suite = SuiteName.of(folder.root());
        labels = new AllureLabels(folder.root(), configuration);
        evidence = new AllureEvidence(lifecycle, SqlMask.of(configuration));
        attempt(() -> {
            Files.createDirectories(directory);
            AllureFolder.writeCategories(directory);
            AllureExecutor.write(directory, System::getenv);
        });
    }

    @Override
    public void migrationStarted(Migration migration) {
        last = clock.millis();
        starts.put(migration, last);
    }

    @Override
    public void checkFinished(CheckResult check) {
        long start = last;
        last = clock.millis();
        StepResult step = AllureItems.step(check, start, last);
        attempt(() -> evidence.addTo(step, check));
        steps.computeIfAbsent(check.migration(), key -> new ArrayList<>()).add(step);
        lastEnded = Optional.of(check.check() + " of " + check.migration().displayName());
    }

    @Override
    public void migrationFinished(MigrationResult result) {
        results.add(result);
    }

    /** Of the migrations no more is known than that nothing was found out of them in the end. */
    @Override
    public void brokeOff(RuntimeException broken, Evidence log) {
        StepResult step = AllureItems.brokenStep(broken, clock.millis());
        attempt(() -> evidence.add(step, log));
        String id = ResultsUtils.md5(suite + "\nbroke off");
        TestResult test = new TestResult()
                .setUuid(UUID.randomUUID().toString())
                .setName("the verification broke off")
                .setFullName(suite)
                .setHistoryId(id)
                .setTestCaseId(id)
                .setTitlePath(ResultsUtils.createTitlePath(suite))
                .setLabels(List.of(
                        ResultsUtils.createEpicLabel(AllureLabels.EPIC),
                        ResultsUtils.createSuiteLabel(suite),
                        ResultsUtils.createFrameworkLabel("schemaproof"),
                        ResultsUtils.createLanguageLabel("sql")))
                .setStatus(Status.BROKEN)
                .setStatusDetails(AllureItems.broken(broken))
                .setSteps(new ArrayList<>(List.of(step)));
        lastEnded.ifPresent(check -> test.getParameters()
                .add(new Parameter()
                        .setName("last check that ended")
                        .setValue(check)
                        .setExcluded(true)));
        attempt(() -> {
            lifecycle.scheduleTestCase(test);
            lifecycle.startTestCase(test.getUuid());
            lifecycle.stopTestCase(test.getUuid());
            lifecycle.writeTestCase(test.getUuid());
        });
    }

    @Override
    public void finished(Verification verification) {
        results.forEach(result -> attempt(() -> write(result, verification)));
        attempt(() -> AllureFolder.writeEnvironment(directory, verification));
        if (failure != null) {
            throw failure;
        }
    }

    private void write(MigrationResult result, Verification verification) {
        List<StepResult> checks = steps.getOrDefault(result.migration(), List.of());
        AllureItems.settle(checks, result);
        String uuid = UUID.randomUUID().toString();
        TestResult test = describe(result, verification).setUuid(uuid);
        test.setStatus(AllureItems.status(result)).getSteps().addAll(checks);
        if (test.getStatus() != Status.PASSED) {
            test.setStatusDetails(AllureItems.details(result.verdict().word(), result.findings()));
        }
        lifecycle.scheduleTestCase(test);
        lifecycle.startTestCase(uuid);
        AllureText.attachSql(lifecycle, result.migration(), evidence);
        if (!result.findings().isEmpty()) {
            AllureText.attach(lifecycle, "findings", FindingText.all(result.findings()), "txt");
        }
        lifecycle.stopTestCase(uuid);
        // Allure stamps the moment of writing; what readers want to know is how long the checks took.
        long start = starts.getOrDefault(result.migration(), last);
        test.setStart(start).setStop(Math.max(start, stop(checks, start)));
        lifecycle.writeTestCase(uuid);
    }

    /** Its own checks' time; those of the whole chain ran when other migrations had long begun. */
    private static long stop(List<StepResult> checks, long start) {
        return start
                + checks.stream()
                        .mapToLong(step -> step.getStop() - step.getStart())
                        .sum();
    }

    private TestResult describe(MigrationResult result, Verification verification) {
        Migration migration = result.migration();
        String path = migration.up().path();
        String id = ResultsUtils.md5(suite + '\n' + path + '\n' + migration.version());
        List<Label> all = new ArrayList<>(Objects.requireNonNull(labels).of(migration));
        all.addAll(AllureLabels.features(result.checks(), result.findings()));
        AllureLabels.severity(result.findings()).ifPresent(all::add);
        all.add(ResultsUtils.createSuiteLabel(suite));
        all.add(ResultsUtils.createFrameworkLabel("schemaproof"));
        all.add(ResultsUtils.createLanguageLabel("sql"));
        TestResult test = new TestResult()
                .setName(migration.displayName())
                .setTestCaseName(migration.displayName())
                .setFullName(suite + "/" + path + " " + migration.version())
                .setHistoryId(ResultsUtils.md5(id + '\n' + AllureParameters.major(verification.serverVersion())))
                .setTestCaseId(id)
                .setTitlePath(ResultsUtils.createTitlePath(suite))
                .setLabels(all)
                .setLinks(labels.links(migration, result.findings()));
        AllureParameters.add(test, verification.parameters());
        return test;
    }

    /** Runs a step of writing unless an earlier one failed, and keeps the failure for the end. */
    private void attempt(Writing writing) {
        if (failure != null) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            failure = failure(WriteFailure.reason(e), e);
        } catch (AllureResultsWriteException e) {
            failure = failure(
                    e.getCause() instanceof IOException cause
                            ? WriteFailure.reason(cause)
                            : String.valueOf(e.getMessage()),
                    e);
        }
    }

    private ReportException failure(String reason, Exception cause) {
        return new ReportException("Cannot write Allure results into " + directory + ": " + reason, cause);
    }

    private interface Writing {
        void run() throws IOException;
    }
}
