package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.RelationKind;
import io.schemaproof.trace.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A statement that waits for every older snapshot, under a limit that cuts the wait off. */
final class ConcurrentlyUnderTimeout implements SafetyRule {

    /** Queries and backups that take longer than this are rare enough for a second try. */
    static final Duration ENOUGH = Duration.ofMinutes(5);

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.statements().stream()
                .filter(statement ->
                        statement.isConcurrent() && !limits(statement).isEmpty())
                .map(ConcurrentlyUnderTimeout::finding)
                .toList();
    }

    /** The settings that end it too soon, and after how long. */
    private static Map<String, String> limits(TracedStatement statement) {
        Timeouts timeouts = statement.trace().timeouts();
        Map<String, String> limits = new LinkedHashMap<>();
        Stream.of(
                        Map.entry("lock_timeout", timeouts.lock()),
                        Map.entry("statement_timeout", timeouts.statement()),
                        Map.entry("transaction_timeout", timeouts.transaction()))
                .filter(limit -> !limit.getValue().isZero() && limit.getValue().compareTo(ENOUGH) < 0)
                .forEach(limit -> limits.put(limit.getKey(), limit.getValue().toMillis() + " ms"));
        return limits;
    }

    private static Finding finding(TracedStatement statement) {
        Map<String, String> limits = limits(statement);
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
                "Runs under "
                        + Words.list(limits.entrySet().stream()
                                .map(limit -> limit.getKey() + " = " + limit.getValue())
                                .toList())
                        + ": " + statement.abbreviated() + "." + hidden,
                limits.keySet().stream()
                                .map(setting -> "SET " + setting + " = 0;")
                                .collect(Collectors.joining(" "))
                        + " before it, and " + (limits.size() == 1 ? "the limit" : "the limits")
                        + " again behind it: it blocks neither reads nor writes while it waits."
                        + index.map(name -> "\nWhere it was cut off already: DROP INDEX CONCURRENTLY IF EXISTS " + name
                                        + ";")
                                .orElse(""),
                limits);
    }
}
