package io.schemaproof.verify.function;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tries what clients do when the up is done, on one copy for all that ask for it; on none where nobody does. */
public final class TriedAfterwards {

    private TriedAfterwards() {}

    /** Run the checks on copies of a stage that stands before the up. */
    public static List<Finding> check(RowStage stage, MigrationLedger ledger) throws SQLException {
        boolean functions = BrokenFunctions.mayBe(stage.catalog(), ledger);
        boolean writes =
                SwallowedWrites.mayBe(stage.catalog(), ledger.migration().up(), ledger.functionChanges());
        if (ledger.sharedObjects() || (!functions && !writes)) {
            return List.of();
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            if (!copy.run(ledger.migration().up()).succeeded()) {
                return List.of();
            }
            Catalog after = copy.catalog();
            List<Finding> findings = new ArrayList<>();
            if (functions) {
                findings.addAll(BrokenFunctions.check(stage, ledger, copy, after));
            }
            if (writes) {
                findings.addAll(SwallowedWrites.check(stage, ledger, copy, after));
            }
            return findings;
        }
    }
}
