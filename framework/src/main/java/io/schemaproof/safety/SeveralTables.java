package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.RelationKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Locks on several tables of before that one transaction asks for one after the other; told once for a transaction. Two that one
 * statement takes cannot be taken apart.
 */
final class SeveralTables implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        Map<Integer, List<TracedStatement>> takers = new LinkedHashMap<>();
        for (TracedStatement statement : migration.statements()) {
            if (!statement.isConcurrent() && !tables(statement).isEmpty()) {
                takers.computeIfAbsent(statement.trace().transaction(), transaction -> new ArrayList<>())
                        .add(statement);
            }
        }
        List<Finding> findings = new ArrayList<>();
        takers.forEach((transaction, statements) -> {
            Set<String> held = new HashSet<>();
            for (TracedStatement statement : statements) {
                if (transaction > 0 && !held.isEmpty() && !held.containsAll(tables(statement))) {
                    findings.add(finding(statements.get(0), statement));
                    break;
                }
                held.addAll(tables(statement));
            }
        });
        return findings;
    }

    private static Set<String> tables(TracedStatement statement) {
        Set<String> tables = new HashSet<>();
        for (BlockingLock lock : statement.taken()) {
            RelationKind kind = lock.relation().kind();
            if (kind == RelationKind.TABLE || kind == RelationKind.PARTITIONED_TABLE) {
                tables.add(lock.relation().qualifiedName());
            }
        }
        return tables;
    }

    private static Finding finding(TracedStatement first, TracedStatement second) {
        return SafetyFinding.of(
                Hazard.SEVERAL_TABLES,
                second,
                Optional.of(Words.name(second.taken().get(0).relation())),
                "Asks for " + BlockingLock.words(second.taken()) + " while its transaction holds "
                        + BlockingLock.words(first.taken()) + " since line "
                        + first.statement().line() + ", " + first.abbreviated() + ".",
                first.migration().isOneTransaction()
                        ? "Change one table in each migration; where it cannot be, in the order in which the application uses them."
                        : "COMMIT before this statement; where it cannot be, take the tables in the order in which the application uses them.",
                BlockingLock.facts("lock", second.taken()));
    }
}
