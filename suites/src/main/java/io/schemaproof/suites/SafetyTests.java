package io.schemaproof.suites;

import io.schemaproof.rule.Finding;
import io.schemaproof.safety.HazardFamily;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.SafetyVerdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns what a migration does to a running application into tests, one for each family of rules. */
final class SafetyTests {

    private final CheckEvents events;

    private SafetyTests(CheckEvents events) {
        this.events = events;
    }

    /** The tests of one migration. */
    static Stream<DynamicNode> of(CheckEvents events, MigrationResult result) {
        return Stream.of(new SafetyTests(events).of(result));
    }

    private DynamicNode of(MigrationResult result) {
        return DynamicContainer.dynamicContainer(
                result.migration().displayName(),
                FindingOutcome.source(result.migration().up()),
                Stream.concat(
                        Arrays.stream(HazardFamily.values()).map(family -> family(result, family)),
                        waivers(result).stream()));
    }

    private DynamicTest family(MigrationResult result, HazardFamily family) {
        List<Finding> findings = result.findings().stream()
                .filter(finding -> SafetyVerdict.of(finding.rule())
                        .filter(rule -> isAbout(rule, family))
                        .isPresent())
                .toList();
        return test(family.title() + " " + result.migration().displayName(), result, findings, FindingOutcome::require);
    }

    /** What nobody knows is about all families. */
    private static boolean isAbout(SafetyVerdict rule, HazardFamily family) {
        Optional<HazardFamily> own = rule.hazard().family();
        return own.isEmpty() || own.get() == family;
    }

    private Optional<DynamicTest> waivers(MigrationResult result) {
        List<Finding> findings = result.findings().stream()
                .filter(finding -> AcceptanceRule.of(finding.rule()).isPresent())
                .toList();
        return FindingOutcome.passed(findings)
                ? Optional.empty()
                : Optional.of(test(
                        "waivers of " + result.migration().displayName(),
                        result,
                        findings,
                        FindingOutcome::requireNone));
    }

    private DynamicTest test(
            String name, MigrationResult result, List<Finding> findings, Consumer<List<Finding>> requirement) {
        return DynamicTest.dynamicTest(
                name, FindingOutcome.source(result.migration().up()), () -> {
                    if (result.up().isPresent()) {
                        // What was locked is the same for each family: it is shown where it matters.
                        events.announce(Announcement.of(
                                result, name, check -> !findings.isEmpty() && check.equals("safety"), findings));
                    }
                    requirement.accept(findings);
                    Assumptions.assumeTrue(
                            result.up().isPresent(),
                            () -> "not checked, because of " + result.verdict().word());
                });
    }
}
