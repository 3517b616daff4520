package io.schemaproof.safety;

import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.View;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Materialized views that could be refreshed beside their readers, and cannot any more. */
final class ConcurrentRefresh implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (View was : migration.before().views()) {
            boolean there = was.isMaterialized()
                    && migration.after().views().stream()
                            .anyMatch(now -> now.id().equals(was.id()));
            Optional<Index> lost = migration.before().indexes().stream()
                    .filter(index -> serves(index, was))
                    .findFirst();
            if (there
                    && lost.isPresent()
                    && migration.after().indexes().stream().noneMatch(index -> serves(index, was))
                    && !LostWhenRemade.isRemade(migration, was)) {
                findings.add(SafetyFinding.naming(
                        migration,
                        Hazard.NO_CONCURRENT_REFRESH,
                        was.identity(),
                        lost.get().name(),
                        "The materialized view " + was.identity() + " has lost its last unique index, "
                                + lost.get().quotedName() + ".",
                        "Another one first, in a migration without a transaction: "
                                + lost.get().definition().replaceFirst("INDEX \\S+", "INDEX CONCURRENTLY …") + ";",
                        Map.of()));
            }
        }
        return findings;
    }

    /** What REFRESH MATERIALIZED VIEW CONCURRENTLY asks for: of columns alone, of all rows. */
    private static boolean serves(Index index, View view) {
        return index.tableName().equals(view.identity())
                && index.isUnique()
                && index.isValid()
                && index.predicate().isEmpty()
                && index.keys().size() == index.columns().size();
    }
}
