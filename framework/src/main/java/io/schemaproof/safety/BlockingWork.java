package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        Map<String, String> facts = new LinkedHashMap<>();
        locks.forEach(lock ->
                facts.put("lock " + Words.name(lock.relation()), lock.mode().sql()));
        facts.putAll(WorkWords.facts(statement));
        return SafetyFinding.of(
                Hazard.BLOCKING_WORK,
                statement,
                Optional.of(Words.name(locks.get(0).relation())),
                "Takes " + Words.list(locks.stream().map(BlockingLock::words).toList()) + ", and here "
                        + WorkWords.of(statement) + ": the more, the larger the tables are, O(rows).",
                SafeRewrite.of(statement),
                facts);
    }
}
