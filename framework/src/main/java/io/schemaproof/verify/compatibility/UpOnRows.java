package io.schemaproof.verify.compatibility;

import io.schemaproof.migration.MigrationRun;
import io.schemaproof.verify.assumption.Assumptions;
import io.schemaproof.verify.assumption.MadeUpRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowStage;
import java.sql.SQLException;

/** Applies an up to a stage full of rows. */
final class UpOnRows {

    private UpOnRows() {}

    /** Applies the up to the stage itself, with what is done beside it. */
    @FunctionalInterface
    interface Attempt {
        MigrationRun run() throws SQLException;
    }

    /**
     * Try, and once more without those made-up rows that the up cannot stand: what it takes for granted of rows another check tells. Where
     * the up fails all the same, the stage is as it was.
     *
     * @param index of the migration
     */
    static MigrationRun apply(CheckScope scope, RowStage stage, int index, Attempt attempt) throws SQLException {
        boolean shared = scope.ledger(index).sharedObjects();
        MigrationRun run = attempt.run();
        if (run.succeeded()) {
            return run;
        }
        startAnew(stage, shared);
        if (MadeUpRows.clear(scope, stage, index, run)
                .filter(Assumptions.Outcome::passes)
                .isEmpty()) {
            startAnew(stage, shared);
            return run;
        }
        MigrationRun again = attempt.run();
        if (!again.succeeded()) {
            startAnew(stage, shared);
        }
        return again;
    }

    static void startAnew(RowStage stage, boolean shared) throws SQLException {
        if (shared) {
            stage.startOver();
        } else {
            stage.restore();
        }
    }
}
