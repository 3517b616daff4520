package io.schemaproof.suites;

import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.VerificationText;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Makes findings the outcome of a test. */
final class FindingOutcome {

    private FindingOutcome() {}

    /** Fail on an error; skip where nothing could be said, since what could not be run has not passed. */
    static void require(List<Finding> all) {
        List<Finding> findings = all.stream()
                .filter(finding -> finding.severity() == Severity.ERROR
                        || MigrationVerdict.of(finding) == MigrationVerdict.INCONCLUSIVE)
                .toList();
        String text = text(findings);
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            Assertions.fail(text);
        }
        Assumptions.assumeTrue(findings.isEmpty(), text);
    }

    /** Fail on anything but a note; skip where nothing could be said. */
    static void requireNone(List<Finding> all) {
        require(all.stream()
                .filter(finding -> MigrationVerdict.of(finding) == MigrationVerdict.INCONCLUSIVE)
                .toList());
        if (!passed(all)) {
            Assertions.fail(text(all));
        }
    }

    static String text(List<Finding> findings) {
        return findings.stream().map(VerificationText::finding).collect(Collectors.joining("\n\n"));
    }

    /** Whether nothing but notes was found. */
    static boolean passed(List<Finding> findings) {
        return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
    }

    /** The place in a script to which an IDE jumps. */
    static URI source(Script script) {
        return URI.create(script.file().toUri() + "?line=" + script.firstLine());
    }
}
