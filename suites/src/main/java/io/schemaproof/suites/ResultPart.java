package io.schemaproof.suites;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A result of one verification that serves several suites, as if only some of its findings had been made. */
final class ResultPart {

    private ResultPart() {}

    static MigrationResult of(MigrationResult whole, Predicate<Finding> kept) {
        List<Finding> findings = whole.findings().stream().filter(kept).toList();
        MigrationVerdict verdict = findings.stream()
                .map(MigrationVerdict::of)
                .filter(each -> each != MigrationVerdict.OK)
                .min(Comparator.naturalOrder())
                .orElse(MigrationVerdict.OK);
        return part(whole, verdict, findings);
    }

    /** Leave findings out, and keep the verdict: that nobody is told of a missing down does not mean that it was run. */
    static MigrationResult narrowed(MigrationResult part, Predicate<Finding> kept) {
        return part(part, part.verdict(), part.findings().stream().filter(kept).toList());
    }

    /** With all checks: what they have measured is what reports show beside the tests. */
    private static MigrationResult part(MigrationResult whole, MigrationVerdict verdict, List<Finding> findings) {
        return new MigrationResult(
                whole.migration(),
                verdict,
                whole.up(),
                whole.down(),
                whole.reup(),
                findings,
                whole.checks(),
                whole.time());
    }
}
