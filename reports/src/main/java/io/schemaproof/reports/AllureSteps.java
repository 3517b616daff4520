package io.schemaproof.reports;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import io.schemaproof.migration.Migration;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.VerificationListener;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Adds the checks to the test case that runs on this thread: a step per migration, and in it a step per check. No step
 * stays open between two events: the next may be about another migration, or come in another test case.
 */
final class AllureSteps implements VerificationListener {

    private final AllureLifecycle lifecycle;
    private final Clock clock;
    private final Map<Migration, StepResult> steps = new HashMap<>();
    private String testCase = "";
    private long last;

    AllureSteps(AllureLifecycle lifecycle, Clock clock) {
        this.lifecycle = lifecycle;
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
            step.getSteps().add(detail);
            step.setStop(last);
            if (detail.getStatus() == Status.FAILED) {
                step.setStatus(Status.FAILED);
            }
        });
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
        AllureText.attachSql(lifecycle, migration);
        lifecycle.stopStep(uuid);
        return step;
    }
}
