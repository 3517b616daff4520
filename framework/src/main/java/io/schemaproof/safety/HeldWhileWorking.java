package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lock of an earlier statement that the application waits for while a later one does work that grows with the tables. */
final class HeldWhileWorking implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        for (TracedStatement statement : migration.statements()) {
            List<BlockingLock> locks = statement.held();
            if (statement.isWork() && !locks.isEmpty()) {
                findings.add(finding(statement, locks));
            }
        }
        return findings;
    }

    private static Finding finding(TracedStatement statement, List<BlockingLock> locks) {
        Map<String, String> facts = BlockingLock.facts("held", locks);
        facts.putAll(WorkWords.facts(statement));
        String apart = statement.migration().isOneTransaction()
                ? "Put this statement into a migration of its own, so that the lock is gone before it."
                : "COMMIT before this statement.";
        boolean needsMore = statement.taken().isEmpty()
                && statement.trace().work().stream()
                        .anyMatch(work -> locks.stream()
                                .anyMatch(lock -> lock.relation()
                                        .qualifiedName()
                                        .equals(work.relation().qualifiedName())));
        return SafetyFinding.of(
                Hazard.HELD_WHILE_WORKING,
                statement,
                Optional.of(Words.name(locks.get(0).relation())),
                "Its transaction holds "
                        + Words.list(locks.stream()
                                .map(lock -> lock.words() + since(statement, lock))
                                .toList())
                        + " while this statement " + WorkWords.of(statement)
                        + ": the more, the larger the tables are, O(rows).",
                needsMore ? apart + "\n" + SafeRewrite.of(statement) : apart,
                facts);
    }

    private static String since(TracedStatement statement, BlockingLock lock) {
        return statement.earlier().stream()
                .filter(earlier -> earlier.trace()
                        .lockOn(lock.relation().qualifiedName())
                        .filter(taken -> taken.mode() == lock.mode())
                        .isPresent())
                .findFirst()
                .map(taker -> " since line " + taker.statement().line() + ", " + taker.abbreviated())
                .orElse("");
    }
}
