package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stops each migration half way, by an error and by a killed session, lists what stays behind, and tries again. */
public final class PartialFailure implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "partial";

    @Override
    public Set<String> families() {
        return Set.of("partial");
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        try (RowStage stage = scope.openStage()) {
            scope.walk(stage::advance, index -> check(scope, stage, scope.ledger(index)));
        }
    }

    private static void check(CheckScope scope, RowStage stage, MigrationLedger ledger) throws SQLException {
        Migration migration = ledger.migration();
        try (StopTrials trials = new StopTrials(stage, ledger)) {
            List<Finding> findings =
                    trials.run() ? PartialFindings.of(migration, trials) : List.of(PartialFindings.upFails(migration));
            scope.finish(
                    ledger,
                    NAME,
                    findings,
                    Map.of(
                            "stops",
                            String.valueOf(trials.stops()),
                            "left something",
                            String.valueOf(trials.outcomes().size())));
        } catch (SQLException e) {
            if (!stage.server().isRunning()) {
                throw e;
            }
            scope.finish(ledger, NAME, List.of(PartialFindings.notChecked(migration, e)), Map.of());
        }
    }
}
