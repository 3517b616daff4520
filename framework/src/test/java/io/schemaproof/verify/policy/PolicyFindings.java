package io.schemaproof.verify.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.Verification;
import java.util.List;

/** Picks the findings of a rule out of a result. */
final class PolicyFindings {

    private PolicyFindings() {}

    /** The only finding of a rule. */
    static Finding only(MigrationResult result, PolicyRule rule) {
        List<Finding> found = all(result, rule);
        assertThat(found).as(result.findings().toString()).hasSize(1);
        return found.get(0);
    }

    /** All findings of a rule. */
    static List<Finding> all(MigrationResult result, PolicyRule rule) {
        List<Finding> found = result.findings().stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .toList();
        assertThat(found).allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(rule.severity()));
        return found;
    }

    /** The result of the last migration. */
    static MigrationResult last(Verification verification) {
        List<MigrationResult> results = verification.migrations();
        return results.get(results.size() - 1);
    }
}
