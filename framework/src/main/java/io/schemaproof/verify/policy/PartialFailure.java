package io.schemaproof.verify.policy;

import io.schemaproof.migration.MigrationRun;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.Assumptions;
import io.schemaproof.verify.assumption.MadeUpRows;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            scope.walkPart(stage::advance, index -> check(scope, stage, index), index -> pass(scope, stage, index));
        }
    }

    /** What an up that fails does to the rows of the stage is known when it was looked at. */
    private static void pass(CheckScope scope, RowStage stage, int index) throws SQLException {
        if (!UpOnRows.goesThrough(stage, scope.ledger(index))) {
            check(scope, stage, index);
        }
    }

    private static void check(CheckScope scope, RowStage stage, int index) throws SQLException {
        MigrationLedger ledger = scope.begin(index, NAME);
        Map<String, String> figures = new LinkedHashMap<>();
        List<Finding> findings;
        try {
            List<Finding> found = new ArrayList<>();
            MigrationRun run = stop(stage, ledger, found, figures);
            if (!run.succeeded()) {
                // What it takes for granted of made-up rows another check tells.
                Optional<Assumptions.Outcome> cleared = MadeUpRows.clear(scope, stage, index, run);
                if (cleared.filter(Assumptions.Outcome::passes).isPresent()) {
                    run = stop(stage, ledger, found, figures);
                } else if (cleared.isPresent()) {
                    UpOnRows.startAnew(stage, ledger.sharedObjects());
                }
            }
            findings = run.succeeded() ? found : List.of(PartialFindings.upFails(ledger.migration()));
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stage.server()));
            findings = List.of(PartialFindings.notChecked(ledger.migration(), e));
        }
        scope.finish(ledger, NAME, findings, figures);
    }

    private static MigrationRun stop(
            RowStage stage, MigrationLedger ledger, List<Finding> findings, Map<String, String> figures)
            throws SQLException {
        try (StopTrials trials = new StopTrials(stage, ledger)) {
            MigrationRun run = trials.run();
            if (run.succeeded()) {
                findings.addAll(PartialFindings.of(ledger.migration(), trials));
            }
            figures.put("stops", String.valueOf(trials.stops()));
            figures.put("left something", String.valueOf(trials.outcomes().size()));
            return run;
        }
    }
}
