package io.schemaproof.verify.traffic;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs each up and each down while clients read and write the tables, and tells what they met. */
public final class Traffic implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "traffic";

    @Override
    public Set<String> families() {
        return Set.of(NAME);
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        RowSource rows =
                scope.rows().orElse(RowSource.NONE).then(GeneratedRowSource.of(ConfigurationParameters.ROWS_DEFAULT));
        try (RowStage stage = new RowStage(scope, new RowFiller(rows))) {
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
            findings = new MigrationTraffic(scope, stage, index, figures).findings();
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stage.server()));
            findings = List.of(TrafficFindings.notChecked(
                    ledger.migration().up(), "The check of the traffic broke off: " + ErrorMask.text(e)));
        }
        scope.finish(ledger, NAME, findings, figures);
    }
}
