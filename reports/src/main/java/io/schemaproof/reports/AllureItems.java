package io.schemaproof.reports;

import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a check and a verdict look in Allure's model. */
final class AllureItems {

    private AllureItems() {}

    /** A check as a step that has already ended; times in milliseconds since 1970. */
    static StepResult step(CheckResult check, long start, long stop) {
        StepResult step = new StepResult()
                .setName(check.check())
                .setStage(Stage.FINISHED)
                .setStatus(status(check))
                .setStart(start)
                .setStop(stop);
        new TreeMap<>(check.figures())
                .forEach((name, value) ->
                        step.getParameters().add(new Parameter().setName(name).setValue(value)));
        if (!check.findings().isEmpty()) {
            step.setStatusDetails(details(check.check(), check.findings()));
        }
        return step;
    }

    /** The end of a verification that could not go on. */
    static StepResult brokenStep(RuntimeException failure, long time) {
        return new StepResult()
                .setName("the verification broke off")
                .setStage(Stage.FINISHED)
                .setStatus(Status.BROKEN)
                .setStatusDetails(broken(failure))
                .setStart(time)
                .setStop(time);
    }

    /** What happened in three lines, and all of it. */
    static StatusDetails broken(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return new StatusDetails()
                .setMessage(message.lines()
                        .takeWhile(line -> !line.startsWith("The end of its log"))
                        .limit(3)
                        .collect(Collectors.joining("\n")))
                .setTrace(message);
    }

    static StatusDetails details(String title, List<Finding> findings) {
        return new StatusDetails()
                .setMessage(FindingText.headline(title, findings))
                .setTrace(FindingText.all(findings));
    }

    /** Nothing that was not verified counts as passed: what could not be decided is skipped, and broken where something broke. */
    static Status status(MigrationResult result) {
        if (result.verdict() == MigrationVerdict.OK) {
            return Status.PASSED;
        }
        if (result.verdict() != MigrationVerdict.INCONCLUSIVE) {
            return Status.FAILED;
        }
        return hasError(result.findings()) ? Status.BROKEN : Status.SKIPPED;
    }

    /** Gives the checks that only warned the migration's word: passed where it is ok, else neither passed nor failed. */
    static void settle(List<StepResult> steps, MigrationResult result) {
        Status settled = result.verdict() == MigrationVerdict.OK ? Status.PASSED : Status.SKIPPED;
        steps.stream().filter(step -> step.getStatus() == Status.SKIPPED).forEach(step -> step.setStatus(settled));
    }

    private static Status status(CheckResult check) {
        if (check.passed()) {
            return Status.PASSED;
        }
        return check.findings().isEmpty() || hasError(check.findings()) ? Status.FAILED : Status.SKIPPED;
    }

    private static boolean hasError(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
