package io.schemaproof.verify.assumption;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.RowSource;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        MigrationLedger ledger = scope.ledger(index);
        if (ledger.sharedObjects() || !stage.filler().generates() || failsOnGiven(scope, stage, index)) {
            return Optional.empty();
        }
        Script up = ledger.migration().up();
        MigrationRun run = failed;
        if (!freeKeys(stage, ledger).isEmpty()) {
            try (ObservedDatabase copy = stage.copy(false)) {
                run = copy.run(up);
            }
            if (run.succeeded()) {
                return Optional.of(new Assumptions.Outcome(List.of(), Optional.empty()));
            }
        }
        Assumptions.Outcome cleared = new Assumptions(up, scope.goals(), false).clear(stage.database(), run);
        stage.rowsRemoved(cleared::removeFrom);
        return Optional.of(cleared);
    }

    /**
     * Take those made-up rows away that have the keys of rows which an up itself puts in. Rows that somebody has thought of stay: what is
     * in their way is not made up.
     *
     * @return which keys, and how many rows had them
     */
    public static Map<Obstacle, Long> freeKeys(CheckScope scope, RowStage stage, MigrationLedger ledger)
            throws SQLException {
        boolean madeUp = !ledger.sharedObjects()
                && stage.filler().generates()
                && given(scope, stage.filler()).isEmpty();
        return madeUp ? freeKeys(stage, ledger) : Map.of();
    }

    private static Map<Obstacle, Long> freeKeys(RowStage stage, MigrationLedger ledger) throws SQLException {
        Map<Obstacle, Long> freed = new LinkedHashMap<>();
        for (Obstacle keys : ledger.writesRows()
                ? OwnRows.of(stage.database(), ledger.migration().up())
                : List.<Obstacle>of()) {
            long rows = OwnRows.free(stage.database(), keys);
            if (rows > 0) {
                stage.rowsRemoved(database -> OwnRows.free(database, keys));
                freed.put(keys, rows);
            }
        }
        return freed;
    }

    /**
     * A copy of a stage, which was {@linkplain #clear cleared}, with other made-up rows that the next up can stand: those that come by
     * themselves once it is there, taken back by its down, or column by column where there is none.
     *
     * @param index of the migration whose up comes next
     * @param cleared what was in its way
     * @return empty where that does not work
     */
    public static Optional<ObservedDatabase> refilled(
            CheckScope scope, RowStage stage, int index, Assumptions.Outcome cleared) throws SQLException {
        MigrationLedger ledger = scope.ledger(index);
        if (ledger.downRan() && ledger.roundTripVerdict() == MigrationVerdict.OK) {
            Optional<ObservedDatabase> others = stage.refilled(ledger.migration());
            return others.isPresent()
                    ? ifPassing(others.get(), ledger.migration().up())
                    : others;
        }
        if (ledger.sharedObjects()) {
            return Optional.empty();
        }
        try (ObservedDatabase made = stage.copy(false)) {
            Script up = ledger.migration().up();
            return made.run(up).succeeded() && stage.filler().after(made, ledger.migration(), true) > 0
                    ? refilled(stage, made, up, cleared)
                    : Optional.empty();
        }
    }

    private static Optional<ObservedDatabase> refilled(
            RowStage stage, ObservedDatabase made, Script up, Assumptions.Outcome cleared) throws SQLException {
        ObservedDatabase copy = stage.copy(false);
        boolean refilled = false;
        try {
            Catalog now = stage.catalog();
            if (RowTransfer.fill(copy, now, cleared.tables(), made, made.catalog()) > 0) {
                RowRemoval.remove(copy, now, List.of());
                refilled = passes(copy, up);
            }
            return refilled ? Optional.of(copy) : Optional.empty();
        } finally {
            if (!refilled) {
                copy.close();
            }
        }
    }

    /** Those that come after the up meet the schema that it makes, and not what it asks of values on the way there. */
    private static Optional<ObservedDatabase> ifPassing(ObservedDatabase others, Script up) throws SQLException {
        boolean passes = false;
        try {
            passes = passes(others, up);
            return passes ? Optional.of(others) : Optional.empty();
        } finally {
            if (!passes) {
                others.close();
            }
        }
    }

    private static boolean passes(ObservedDatabase database, Script up) throws SQLException {
        if (database.isKnownToPass(up)) {
            return true;
        }
        try (ObservedDatabase trial = database.copy()) {
            return trial.run(up).succeeded();
        }
    }

    /**
     * Clear a stage, and give it other rows where that works: for who looks at what the up does, and not at what it takes for granted.
     *
     * @param index of the migration whose up comes next
     * @param failed its run, which has left the stage as it was
     * @return whether the up passes now
     */
    public static boolean exchange(CheckScope scope, RowStage stage, int index, MigrationRun failed)
            throws SQLException {
        Optional<Assumptions.Outcome> cleared =
                clear(scope, stage, index, failed).filter(Assumptions.Outcome::passes);
        if (cleared.isPresent() && !cleared.get().tables().isEmpty()) {
            Optional<ObservedDatabase> others = refilled(scope, stage, index, cleared.get());
            if (others.isPresent()) {
                stage.exchange(others.get());
            }
        }
        return cleared.isPresent();
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
