package io.schemaproof.suites;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.PolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Turns what a check that was asked for by name has found of a migration into a test. */
final class PolicyTests {

    private final CheckEvents events;

    PolicyTests(CheckEvents events) {
        this.events = events;
    }

    /** The test of a check, which an error fails; it is skipped where the up did not run. */
    DynamicTest of(String check, MigrationResult result) {
        return of(check, result, FindingOutcome::require);
    }

    /** The test of a check, which a warning fails too. */
    DynamicTest strict(String check, MigrationResult result) {
        return of(check, result, FindingOutcome::requireNone);
    }

    private DynamicTest of(String check, MigrationResult result, Consumer<List<Finding>> requirement) {
        return DynamicTest.dynamicTest(
                check + " of " + result.migration().displayName(),
                FindingOutcome.source(result.migration().up()),
                () -> {
                    List<Finding> findings = PolicyRule.findings(check, result.findings());
                    if (result.up().isPresent()) {
                        events.announce(Announcement.of(result, check, check::equals, findings));
                    }
                    requirement.accept(findings);
                    Assumptions.assumeTrue(
                            result.up().isPresent(),
                            () -> "not checked, because of " + result.verdict().word());
                });
    }

    /** The tests of the checks that have found something. */
    Stream<DynamicTest> found(MigrationResult result) {
        return Arrays.stream(PolicyRule.values())
                .map(PolicyRule::check)
                .distinct()
                .filter(check -> !PolicyRule.findings(check, result.findings()).isEmpty())
                .map(check -> of(check, result));
    }
}
