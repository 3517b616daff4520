package io.schemaproof.suites;

import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.CheckEvents;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Turns what was found about the rows of a migration into a test. */
final class RowTests {

    private final CheckEvents events;

    RowTests(CheckEvents events) {
        this.events = events;
    }

    Stream<DynamicTest> of(MigrationResult result) {
        return Stream.concat(Stream.of(survival(result)), assumptions(result).stream());
    }

    /** Skipped and not passed: whether production's rows are like that is not known here. */
    private static Optional<DynamicTest> assumptions(MigrationResult result) {
        List<Finding> findings = result.findings().stream()
                .filter(finding -> finding.rule().equals(DataRule.ASSUMES.id()))
                .toList();
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(DynamicTest.dynamicTest(
                        "production's rows are as taken for granted by "
                                + result.migration().displayName(),
                        FindingOutcome.source(result.migration().up()),
                        () -> Assumptions.abort(FindingOutcome.text(findings))));
    }

    private DynamicTest survival(MigrationResult result) {
        Script up = result.migration().up();
        return DynamicTest.dynamicTest(
                "rows survive " + result.migration().displayName(), FindingOutcome.source(up), () -> {
                    List<Finding> findings = of(result.findings());
                    if (result.up().isPresent()) {
                        events.announce(Announcement.of(result, "rows", "rows"::equals, findings));
                    }
                    FindingOutcome.require(findings);
                    Assumptions.assumeTrue(
                            ranToTheEnd(result),
                            () -> "not checked to the end, because of "
                                    + result.verdict().word());
                });
    }

    /** Those of the findings that are about rows. */
    static List<Finding> of(List<Finding> findings) {
        return findings.stream().filter(RowTests::isAboutRows).toList();
    }

    static boolean isAboutRows(Finding finding) {
        return DataRule.of(finding.rule()).isPresent();
    }

    private static boolean ranToTheEnd(MigrationResult result) {
        boolean ran = result.up().isPresent()
                && result.down().isPresent()
                && result.reup().isPresent();
        return ran || result.verdict() == MigrationVerdict.OK;
    }
}
