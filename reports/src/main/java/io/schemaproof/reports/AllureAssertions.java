package io.schemaproof.reports;

import static io.qameta.allure.util.ResultsUtils.createHostLabel;
import static io.qameta.allure.util.ResultsUtils.createThreadLabel;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.verify.result.AssertedEvidence;
import io.schemaproof.verify.result.AssertionListener;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.StartedTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Show in the Allure test case that runs on this thread what its assertions saw: plans, times, rows, and the SQL. Elsewhere,
 * nothing is done.
 *
 * @since 0.1
 */
public final class AllureAssertions implements AssertionListener {

    /** A test that asks again and again until something holds would fill a report. */
    private static final int MOST = 20;

    private static final int NAME = 160;

    private static final Pattern TABLE = Pattern.compile("(?:(?:\\w+ )?(?:table|view)|rows of) ([^\\s,]+)");

    /** Called by {@link java.util.ServiceLoader}. */
    public AllureAssertions() {}

    /** The first result of a JVM takes as long to write as hundreds of others. */
    @Override
    public void rehearse() {
        if (AllureReport.isUnderJUnit()) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                // Of a life cycle of its own others would hear.
                new FileSystemResultsWriter(folder.path())
                        .write(new TestResult()
                                .setUuid(UUID.randomUUID().toString())
                                .setStatus(Status.PASSED)
                                .setStage(Stage.FINISHED)
                                .setLabels(List.of(createHostLabel(), createThreadLabel()))
                                .setStart(0L));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public boolean listens() {
        return AllureReport.isUnderJUnit()
                && Allure.getLifecycle().getCurrentTestCase().isPresent();
    }

    @Override
    public void began(StartedTest started) {
        AllureLifecycle lifecycle = Allure.getLifecycle();
        lifecycle
                .getCurrentTestCase()
                .ifPresent(current -> lifecycle.updateTestCase(current, test -> AllureIdentity.mark(test, started)));
    }

    @Override
    public void asserted(AssertedEvidence asserted) {
        AllureLifecycle lifecycle = Allure.getLifecycle();
        lifecycle
                .getCurrentTestCase()
                .ifPresent(current -> lifecycle.updateTestCase(current, test -> add(lifecycle, test, asserted)));
    }

    private static void add(AllureLifecycle lifecycle, TestResult test, AssertedEvidence asserted) {
        String name = asserted.subject().length() <= NAME
                ? asserted.subject()
                : asserted.subject().substring(0, NAME - 1) + "…";
        StatusDetails details = new StatusDetails().setMessage(headline(asserted.message()));
        boolean told = test.getSteps().stream()
                .anyMatch(step -> name.equals(step.getName())
                        && step.getStatusDetails() != null
                        && details.getMessage().equals(step.getStatusDetails().getMessage()));
        if (told || test.getSteps().size() >= MOST) {
            return;
        }
        long now = Clock.systemUTC().millis();
        StepResult step = new StepResult()
                .setName(name)
                .setStage(Stage.FINISHED)
                .setStatus(status(asserted.outcome()))
                .setStatusDetails(details)
                .setStart(now)
                .setStop(now);
        AllureEvidence evidence = new AllureEvidence(lifecycle, SqlMask.of(Configuration.ofSystem()));
        for (Evidence seen : asserted.evidence()) {
            evidence.add(step, seen);
        }
        test.getSteps().add(step);
        Matcher table = TABLE.matcher(asserted.subject());
        if (table.lookingAt()) {
            AllureLabels.storyUnlessGiven(test, table.group(1));
        }
    }

    /** Without where it stands, which the name says. */
    private static String headline(String message) {
        return message.strip()
                .replaceFirst("(?s)\\A\\[.*?\\]\\s+(?=Expected )", "")
                .lines()
                .limit(3)
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
    }

    private static Status status(AssertedEvidence.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Status.PASSED;
            case FAILED -> Status.FAILED;
            case WARNED, UNDECIDED -> Status.SKIPPED;
        };
    }
}
