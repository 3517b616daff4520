package io.schemaproof.verify.assumption;

import io.schemaproof.data.RowSource;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import java.sql.SQLException;
import java.util.Optional;

/** Takes those made-up rows from a stage that the next up cannot stand. Rows that somebody has thought of stay. */
public final class MadeUpRows {

    private MadeUpRows() {}

    /** What puts in the rows that are not made up; empty where all are. */
    public static Optional<RowFiller> given(CheckScope scope, RowFiller filler) {
        return filler.withoutGenerated()
                .or(() -> scope.databases().beginning().map(beginning -> new RowFiller(RowSource.NONE)));
    }

    /**
     * Clear a stage.
     *
     * @param index of the migration whose up comes next
     * @param failed its run, which has left the stage as it was
     * @return what was in its way; empty where nothing may be taken away
     */
    public static Optional<Assumptions.Outcome> clear(CheckScope scope, RowStage stage, int index, MigrationRun failed)
            throws SQLException {
        boolean shared = scope.ledger(index).sharedObjects();
        if (shared || !stage.filler().generates() || failsOnGiven(scope, stage, index)) {
            return Optional.empty();
        }
        Assumptions.Outcome cleared = new Assumptions(
                        scope.ledger(index).migration().up(), scope.goals(), false)
                .clear(stage.database(), failed);
        stage.rowsRemoved(cleared::removeFrom);
        return Optional.of(cleared);
    }

    /** Whether an up fails on rows that somebody has thought of, without those that are made up. */
    private static boolean failsOnGiven(CheckScope scope, RowStage stage, int index) throws SQLException {
        Optional<RowFiller> given = given(scope, stage.filler());
        if (given.isEmpty()) {
            return false;
        }
        try (RowStage other = new RowStage(scope, given.get())) {
            for (int i = 0; i < index; i++) {
                other.advance(true);
            }
            return !other.database().run(scope.ledger(index).migration().up()).succeeded();
        }
    }
}
