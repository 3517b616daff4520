package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.RelationKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A statement that waits for every older snapshot, under a limit that cuts the wait off. */
final class ConcurrentlyUnderTimeout implements SafetyRule {

    /** Queries and backups that take longer than this are rare enough for a second try. */
    static final Duration ENOUGH = Duration.ofMinutes(5);

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.statements().stream()
                .filter(TracedStatement::isConcurrent)
                .filter(statement -> {
                    Duration limit = statement.trace().timeouts().lock();
                    return !limit.isZero() && limit.compareTo(ENOUGH) < 0;
                })
                .map(ConcurrentlyUnderTimeout::finding)
                .toList();
    }

    private static Finding finding(TracedStatement statement) {
        String limit = statement.trace().timeouts().lock().toMillis() + " ms";
        Optional<String> index = statement.trace().created().stream()
                .filter(relation -> relation.kind() == RelationKind.INDEX)
                .map(Words::name)
                .findFirst();
        String hidden = HiddenInvalidIndex.skipsWhatIsThere(statement)
                ? " IF NOT EXISTS then hides it: the next try skips the work and succeeds."
                : "";
        return SafetyFinding.of(
                Hazard.CONCURRENTLY_UNDER_TIMEOUT,
                statement,
                index,
                "Runs under lock_timeout = " + limit + ": " + statement.abbreviated() + "." + hidden,
                "SET lock_timeout = 0; before it, and the limit again behind it: it blocks neither reads nor writes while it waits."
                        + index.map(name -> "\nWhere it was cut off already: DROP INDEX CONCURRENTLY IF EXISTS " + name
                                        + ";")
                                .orElse(""),
                Map.of("lock_timeout", limit));
    }
}
