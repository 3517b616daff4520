package io.schemaproof.suites;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * A failing test for an up that cannot be applied, beside those of a suite that looks for something else: its own are skipped then, and a build
 * in which every test of a migration is skipped is as green as one in which they pass.
 */
final class FailedUp {

    private FailedUp() {}

    /** Tell of it after the tests of a suite, unless these do so themselves. */
    static VerifiedTests toldBy(VerifiedTests tests, Predicate<Finding> told) {
        return (events, result) -> Stream.<DynamicNode>concat(tests.of(events, result), of(result, told));
    }

    static Stream<DynamicTest> of(MigrationResult result, Predicate<Finding> told) {
        List<Finding> findings = result.findings().stream()
                .filter(finding -> MigrationVerdict.of(finding) == MigrationVerdict.UP_FAILS)
                .filter(told.negate())
                .toList();
        return findings.isEmpty()
                ? Stream.empty()
                : Stream.of(DynamicTest.dynamicTest(
                        result.migration().displayName() + " can be applied",
                        FindingOutcome.source(result.migration().up()),
                        () -> FindingOutcome.require(findings)));
    }
}
