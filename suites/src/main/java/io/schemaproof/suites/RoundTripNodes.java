package io.schemaproof.suites;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.CheckEvents;
import io.schemaproof.verify.CheckResult;
import io.schemaproof.verify.Direction;
import io.schemaproof.verify.MigrationResult;
import io.schemaproof.verify.MigrationVerdict;
import io.schemaproof.verify.RoundTripRule;
import io.schemaproof.verify.VerificationText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns the result of a migration into tests: up, down, up again. */
final class RoundTripNodes {

    private final CheckEvents events;

    RoundTripNodes(MigrationFolder folder) {
        this.events = CheckEvents.of(folder);
    }

    DynamicNode of(MigrationResult result) {
        Script up = result.migration().up();
        Script down = result.migration().down().orElse(up);
        return DynamicContainer.dynamicContainer(
                result.migration().displayName(),
                source(up),
                Stream.of(
                        test("up " + up.path(), up, result, Direction.UP, result.up()),
                        test("down " + down.path(), down, result, Direction.DOWN, result.down()),
                        test("up again " + up.path(), up, result, Direction.REUP, result.reup())));
    }

    private DynamicTest test(
            String name, Script script, MigrationResult result, Direction direction, OptionalDouble millis) {
        List<Finding> all = result.findings().stream()
                .filter(finding -> Direction.of(finding) == direction)
                .toList();
        List<Finding> findings = all.stream()
                .filter(finding -> finding.severity() == Severity.ERROR || isInconclusive(finding))
                .toList();
        return DynamicTest.dynamicTest(name, source(script), () -> {
            announce(result, direction, all, millis);
            String text = findings.stream().map(VerificationText::finding).collect(Collectors.joining("\n\n"));
            if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
                Assertions.fail(text);
            }
            // Skipped, since what could not be run has not passed.
            Assumptions.assumeTrue(findings.isEmpty(), text);
            Assumptions.assumeTrue(
                    millis.isPresent() || needsNoDown(result, direction),
                    () -> result.verdict() == MigrationVerdict.OK
                            ? "not run: the up changes nothing that could be taken back"
                            : "not run, because of " + result.verdict().word());
        });
    }

    private void announce(MigrationResult result, Direction direction, List<Finding> findings, OptionalDouble millis) {
        if (millis.isEmpty() && findings.isEmpty()) {
            return;
        }
        boolean passed = findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
        Map<String, String> figures =
                millis.isPresent() ? Map.of("milliseconds", String.valueOf(millis.getAsDouble())) : Map.of();
        events.announce(new CheckResult(result.migration(), direction.word(), passed, findings, figures));
    }

    /** An up that changes nothing has passed its way back without a down. */
    private static boolean needsNoDown(MigrationResult result, Direction direction) {
        return direction == Direction.DOWN && result.verdict() == MigrationVerdict.OK;
    }

    private static boolean isInconclusive(Finding finding) {
        return RoundTripRule.of(finding.rule())
                .filter(rule -> rule.verdict() == MigrationVerdict.INCONCLUSIVE)
                .isPresent();
    }

    private static URI source(Script script) {
        return URI.create(script.file().toUri() + "?line=" + script.firstLine());
    }
}
