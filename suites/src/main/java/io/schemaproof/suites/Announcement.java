package io.schemaproof.suites;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the test of a check tells the reports: what the test is about, with the figures and the evidence of the check. */
final class Announcement {

    private Announcement() {}

    /**
     * Return it.
     *
     * @param name of the step in reports
     * @param checks the checks of the verification that the test stands for
     */
    static CheckResult of(MigrationResult result, String name, Predicate<String> checks, List<Finding> findings) {
        Map<String, String> figures = new LinkedHashMap<>();
        List<CheckResult> own = result.checks().stream()
                .filter(check -> checks.test(check.check()))
                .toList();
        own.forEach(check -> figures.putAll(check.figures()));
        List<Evidence> evidence =
                own.stream().flatMap(check -> check.evidence().stream()).toList();
        return new CheckResult(result.migration(), name, FindingOutcome.passed(findings), findings, figures, evidence);
    }
}
