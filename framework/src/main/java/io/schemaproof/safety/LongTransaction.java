package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several statements of one transaction whose work grows with the tables, where no lock is in the way; told once for a transaction. */
final class LongTransaction implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        Map<Integer, List<TracedStatement>> working = new LinkedHashMap<>();
        for (TracedStatement statement : migration.statements()) {
            if (statement.isWork()
                    && !statement.isConcurrent()
                    && statement.trace().transaction() > 0) {
                working.computeIfAbsent(statement.trace().transaction(), number -> new ArrayList<>())
                        .add(statement);
            }
        }
        return working.values().stream()
                .filter(statements -> statements.size() > 1)
                // Where a lock is in the way, that is told, and worse.
                .filter(statements -> statements.stream()
                        .allMatch(statement ->
                                statement.taken().isEmpty() && statement.held().isEmpty()))
                .map(LongTransaction::finding)
                .toList();
    }

    private static Finding finding(List<TracedStatement> statements) {
        TracedStatement first = statements.get(0);
        return SafetyFinding.of(
                Hazard.LONG_TRANSACTION,
                first,
                statements,
                Optional.empty(),
                "One transaction does work that grows with the tables in lines "
                        + Words.list(statements.stream()
                                .map(statement ->
                                        String.valueOf(statement.statement().line()))
                                .toList())
                        + ".",
                first.migration().isOneTransaction()
                        ? "A migration for each of them, and large ones in batches."
                        : "COMMIT between them, and large ones in batches.",
                Map.of("statements", String.valueOf(statements.size())));
    }
}
