package io.schemaproof.suites;

import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.Direction;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.RoundTripRule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns the result of a migration into tests: up, down, up again. */
final class RoundTripNodes {

    private final CheckEvents events;
    private final RowTests rows;
    private final PolicyTests policies;
    private final boolean withRows;

    /** @param withRows whether migrations meet rows, so that there is something to be said of them also where all is well */
    RoundTripNodes(CheckEvents events, boolean withRows) {
        this.withRows = withRows;
        this.events = events;
        this.rows = new RowTests(events);
        this.policies = new PolicyTests(events);
    }

    DynamicNode of(MigrationResult result) {
        Script up = result.migration().up();
        Script down = result.migration().down().orElse(up);
        Stream<DynamicTest> directions = Stream.of(
                test("up " + up.path(), up, result, Direction.UP, result.up()),
                test("down " + down.path(), down, result, Direction.DOWN, result.down()),
                test("up again " + up.path(), up, result, Direction.REUP, result.reup()));
        Stream<DynamicTest> ofRows = Stream.of(result)
                .filter(each -> withRows || !RowTests.of(each.findings()).isEmpty())
                .flatMap(rows::of);
        return DynamicContainer.dynamicContainer(
                result.migration().displayName(),
                FindingOutcome.source(up),
                Stream.of(directions, ofRows, policies.found(result)).flatMap(tests -> tests));
    }

    private DynamicTest test(
            String name, Script script, MigrationResult result, Direction direction, OptionalDouble millis) {
        List<Finding> findings = result.findings().stream()
                .filter(finding -> RoundTripRule.of(finding.rule()).isPresent())
                .filter(finding -> Direction.of(finding) == direction)
                .toList();
        return DynamicTest.dynamicTest(name, FindingOutcome.source(script), () -> {
            announce(result, direction, findings, millis);
            FindingOutcome.require(findings);
            Assumptions.assumeTrue(millis.isPresent() || needsNoDown(result, direction), () -> reason(result));
        });
    }

    private static String reason(MigrationResult result) {
        if (hasNoWayBack(result)) {
            return "not run: there is no down, which is accepted";
        }
        return result.verdict() == MigrationVerdict.OK
                ? "not run: the up changes nothing that could be taken back"
                : "not run, because of " + result.verdict().word();
    }

    private static boolean hasNoWayBack(MigrationResult result) {
        return result.findings().stream().anyMatch(AcceptanceRule::isMissingDown);
    }

    private void announce(MigrationResult result, Direction direction, List<Finding> findings, OptionalDouble millis) {
        if (millis.isEmpty() && findings.isEmpty()) {
            return;
        }
        events.announce(Announcement.of(result, direction.word(), direction.word()::equals, findings));
    }

    /** An up that changes nothing has passed its way back without a down. */
    private static boolean needsNoDown(MigrationResult result, Direction direction) {
        return direction == Direction.DOWN && result.verdict() == MigrationVerdict.OK && !hasNoWayBack(result);
    }
}
