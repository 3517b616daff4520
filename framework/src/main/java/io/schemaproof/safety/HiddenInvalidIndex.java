package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.RelationKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** CREATE INDEX CONCURRENTLY IF NOT EXISTS: what a try that was cut off has left passes for the index. */
final class HiddenInvalidIndex implements SafetyRule {

    private static final Pattern SKIPS = Pattern.compile("(?is)\\bINDEX\\s+CONCURRENTLY\\s+IF\\s+NOT\\s+EXISTS\\b");

    /** Whether a second try would take what is there for what is wanted. */
    static boolean skipsWhatIsThere(TracedStatement statement) {
        return statement.isConcurrent()
                && SKIPS.matcher(Words.code(statement.sql())).find();
    }

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.statements().stream()
                .filter(HiddenInvalidIndex::skipsWhatIsThere)
                .filter(statement -> !isDroppedBefore(statement))
                .map(HiddenInvalidIndex::finding)
                .toList();
    }

    /** Whether what a first try has left is taken away right before. */
    private static boolean isDroppedBefore(TracedStatement statement) {
        return statement.trace().created().stream()
                .filter(relation -> relation.kind() == RelationKind.INDEX)
                .allMatch(index -> statement.migration().statements().stream()
                        .limit(statement.index())
                        .map(TracedStatement::sql)
                        .anyMatch(sql -> sql.matches("(?is)\\s*DROP\\s+INDEX\\b.*") && Words.names(sql, index.name())));
    }

    private static Finding finding(TracedStatement statement) {
        Optional<String> index = statement.trace().created().stream()
                .filter(relation -> relation.kind() == RelationKind.INDEX)
                .map(Words::name)
                .findFirst();
        return SafetyFinding.of(
                Hazard.INVALID_INDEX_HIDDEN,
                statement,
                index,
                "Makes " + index.orElse("an index") + " unless there is one of that name, be it valid or not.",
                "DROP INDEX CONCURRENTLY IF EXISTS " + index.orElse("…") + "; before it, and no IF NOT EXISTS.",
                Map.of());
    }
}
