package io.schemaproof.verify.assumption;

import io.schemaproof.migration.MigrationRun;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;

/** Applies an up to a stage full of rows. */
public final class UpOnRows {

    private UpOnRows() {}

    /** Applies the up to the stage itself, with what is done beside it. */
    @FunctionalInterface
    public interface Attempt {
        MigrationRun run() throws SQLException;
    }

    /** The same where nothing is done beside it. */
    public static MigrationRun apply(CheckScope scope, RowStage stage, int index) throws SQLException {
        return apply(scope, stage, index, () -> {
            MigrationRun run =
                    stage.database().run(scope.ledger(index).migration().up());
            if (run.succeeded()) {
                stage.isApplied(stage.database().catalog());
            }
            return run;
        });
    }

    /**
     * Try, and once more without those made-up rows that the up cannot stand: what it takes for granted of rows another check tells. Where
     * the up fails all the same, the stage is as it was, but for tables that hold no row that it could stand.
     *
     * @param index of the migration
     */
    public static MigrationRun apply(CheckScope scope, RowStage stage, int index, Attempt attempt) throws SQLException {
        boolean shared = scope.ledger(index).sharedObjects();
        MigrationRun run = attempt.run();
        if (run.succeeded()) {
            return run;
        }
        startAnew(stage, shared);
        if (!MadeUpRows.exchange(scope, stage, index, run)) {
            startAnew(stage, shared);
            // What comes after it is to meet all of it.
            EmptiedTables.makeRoom(scope, stage, index);
            return run;
        }
        MigrationRun again = attempt.run();
        if (!again.succeeded()) {
            startAnew(stage, shared);
        }
        return again;
    }

    /**
     * Apply an up whose migration nobody looks at here, so that the next is met as if somebody had.
     *
     * @return whether that is all; else the stage is as it was, and whoever looks at the migration does more to it
     */
    public static boolean goesThrough(RowStage stage, MigrationLedger ledger) throws SQLException {
        if (ledger.sharedObjects()) {
            return false;
        }
        try {
            if (stage.database().runAgain(ledger.migration().up()).succeeded()) {
                stage.isApplied(stage.database().catalog());
                return true;
            }
        } catch (SQLException e) {
            if (!stage.server().isRunning()) {
                throw e;
            }
        }
        stage.restore();
        return false;
    }

    /** Undo what was done to the stage itself. */
    public static void startAnew(RowStage stage, boolean shared) throws SQLException {
        if (shared) {
            stage.startOver();
        } else {
            stage.restore();
        }
    }
}
