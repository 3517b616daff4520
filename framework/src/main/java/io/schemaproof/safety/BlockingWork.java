package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lock that the application waits for, taken by a statement whose work grows with the tables. */
final class BlockingWork implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        for (TracedStatement statement : migration.statements()) {
            List<BlockingLock> locks = statement.taken();
            if (statement.isWork() && !locks.isEmpty()) {
                findings.add(finding(statement, locks));
            }
        }
        return findings;
    }

    private static Finding finding(TracedStatement statement, List<BlockingLock> locks) {
        Map<String, String> facts = BlockingLock.facts("lock", locks);
        facts.putAll(WorkWords.facts(statement));
        return SafetyFinding.of(
                Hazard.BLOCKING_WORK,
                statement,
                Optional.of(Words.name(locks.get(0).relation())),
                "Takes " + BlockingLock.words(locks) + ", and here " + WorkWords.of(statement)
                        + ": the more, the larger the tables are, O(rows).",
                SafeRewrite.of(statement),
                facts);
    }
}
