package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A lock that the application waits for, asked for without a limit to the wait; told once for a migration. */
final class UnlimitedWait implements SafetyRule {

    private final Duration tolerated;

    UnlimitedWait(Duration tolerated) {
        this.tolerated = tolerated;
    }

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<TracedStatement> waiting = migration.statements().stream()
                .filter(statement -> !statement.isConcurrent()
                        && !statement.taken().isEmpty()
                        && !isLimited(statement.trace().timeouts()))
                .toList();
        return waiting.isEmpty() ? List.of() : List.of(finding(waiting));
    }

    /** Each of the three ends a wait for a lock too. */
    private static Optional<Duration> limit(Timeouts timeouts) {
        return Stream.of(timeouts.lock(), timeouts.statement(), timeouts.transaction())
                .filter(limit -> !limit.isZero())
                .min(Duration::compareTo);
    }

    private boolean isLimited(Timeouts timeouts) {
        return limit(timeouts).filter(limit -> limit.compareTo(tolerated) <= 0).isPresent();
    }

    private Finding finding(List<TracedStatement> waiting) {
        TracedStatement first = waiting.get(0);
        List<BlockingLock> locks = first.taken();
        Optional<Duration> limit = limit(first.trace().timeouts());
        Map<String, String> facts = BlockingLock.facts("lock", locks);
        facts.put("limit", limit.map(Duration::toString).orElse("none"));
        facts.put("statements", String.valueOf(waiting.size()));
        return SafetyFinding.of(
                Hazard.NO_LOCK_TIMEOUT,
                first,
                Optional.of(Words.name(locks.get(0).relation())),
                "Asks for " + BlockingLock.words(locks) + " and waits for it "
                        + limit.map(time -> "up to " + ToleratedWait.words(time))
                                .orElse("without a limit: lock_timeout is 0")
                        + "." + Words.others(waiting),
                (first.trace().transaction() > 0 && isInTransaction(first)
                                ? "SET LOCAL lock_timeout = " + ToleratedWait.setting(tolerated) + ";"
                                : "SET lock_timeout = " + ToleratedWait.setting(tolerated)
                                        + "; before it and RESET lock_timeout; behind it.")
                        + " Let the deployment try again, later, when it runs into the limit.",
                facts);
    }

    private static boolean isInTransaction(TracedStatement statement) {
        return statement.migration().isOneTransaction() || !statement.earlier().isEmpty();
    }
}
