package io.schemaproof.safety;

import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What an old column takes no more: NULL, values that a check, a key or a narrower type refuses. Of columns that the migration has
 * added the former application does not know; and a down brings back the schema to which that belongs.
 */
final class NewStrictness implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            FormerWrites.find(migration.after(), was).ifPresent(now -> {
                TableComparison tables = new TableComparison(migration, was, now, findings);
                new StricterColumns(tables).find();
                new StricterChecks(tables).find();
                new StricterKeys(tables).find();
                new StricterReferences(tables).find();
                rowSecurity(tables);
                new StricterPartitions(tables).find();
            });
        }
        return findings;
    }

    private static void rowSecurity(TableComparison tables) {
        if (tables.now().isRowSecurityEnabled() && !tables.was().isRowSecurityEnabled()) {
            tables.add(
                    tables.now().identity(),
                    tables.now().name(),
                    tables.now().identity()
                            + " has row level security now: who is not its owner reads and writes what a policy lets pass.");
        }
    }

    /** What a constraint demands of values that are written, whether those of before meet it or not. */
    static String demand(Constraint constraint) {
        return constraint.definition().replaceFirst(" NOT VALID$", "");
    }
}
