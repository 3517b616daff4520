package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.database.ServerFailure;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Direction;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.FunctionChanges;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import io.schemaproof.verify.state.DatabaseState;
import io.schemaproof.verify.state.Unstable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verifies one migration at a time: up, down, up, comparing after each. */
final class StepRoundTrip {

    private static final String UP = Direction.UP.word();
    private static final String DOWN = Direction.DOWN.word();
    private static final String REUP = Direction.REUP.word();

    private final MigrationFolder folder;
    private final Workbench bench;
    private final VerificationListener listener;
    private final List<String> failedUps = new ArrayList<>();
    private boolean touchesSharedObjects;
    private boolean allRan = true;

    StepRoundTrip(MigrationFolder folder, Workbench bench, VerificationListener listener) {
        this.folder = folder;
        this.bench = bench;
        this.listener = listener;
    }

    /** Whether a migration so far has changed what all databases of a server share, such as roles. */
    boolean touchesSharedObjects() {
        return touchesSharedObjects;
    }

    /** Whether each up so far has run, and changed nothing but its database. */
    boolean isPlain() {
        return allRan && !touchesSharedObjects;
    }

    /** Stand at the first migration to verify, after earlier ones were applied. */
    DatabaseState begin(DatabaseState empty, DatabaseState applied) {
        touchesSharedObjects = touchesShared(CatalogDiff.between(empty.catalog(), applied.catalog()));
        return applied;
    }

    /**
     * Verify a migration on the trial.
     *
     * @param start the trial's state, which the ups of all earlier migrations gave
     * @return the trial's state afterwards, which the ups of all migrations so far gave
     */
    DatabaseState verify(int index, MigrationLedger ledger, DatabaseState start) throws SQLException {
        Migration migration = folder.migrations().get(index);
        if (migration.notRunnable().isPresent()) {
            allRan = false;
            finish(ledger, UP, List.of(RoundTripFindings.notRun(migration)), Map.of());
            return start;
        }
        try {
            return run(index, ledger, start);
        } catch (SQLException e) {
            if (LostServer.isDown(bench.server(), e) || ServerFailure.isOfServer(e)) {
                throw e;
            }
            allRan = false;
            ledger.saw(LostServer.log(bench.server()));
            finish(ledger, UP, List.of(RoundTripFindings.sessionLost(migration, e)), Map.of());
            bench.databases().upFailed(index);
            return restart(index, true);
        }
    }

    private DatabaseState run(int index, MigrationLedger ledger, DatabaseState start) throws SQLException {
        Migration migration = ledger.migration();
        boolean vacuous =
                VerifyScript.passesBefore(bench, migration, index, start) && !VerifyScript.reworks(folder, migration);
        MigrationRun run = bench.run(migration.up());
        DatabaseState applied = bench.state();
        CatalogDiff change = CatalogDiff.between(start.catalog(), applied.catalog());
        boolean shared = touchesShared(change);
        touchesSharedObjects |= shared;
        ledger.sharedObjects(shared);
        ledger.writesRows(applied.rows().isWrittenSince(start.rows(), start.catalog(), applied.catalog()));
        show(ledger, "what the up changes", change);
        Evidence.ServerMessages.of("what the server said of the up", run).ifPresent(ledger::saw);
        ledger.onlyAdds(change.changes().stream().allMatch(Change.Added.class::isInstance));
        ledger.columnsAway(columnsAway(change));
        ledger.changesFunctions(change.changes().stream()
                .anyMatch(each -> each.object().kind() == ObjectKind.FUNCTION && !(each instanceof Change.Added)));
        ledger.functionChanges(FunctionChanges.of(change, start.catalog()));
        allRan &= run.passed() && run.leftOut().isEmpty();
        if (!run.passed()) {
            finish(ledger, UP, List.of(RoundTripFindings.upFails(run, change, failedUps)), Map.of());
            failedUps.add(migration.version());
            bench.databases().upFailed(index);
            return restart(index, shared);
        }
        Optional<String> leftOut = run.leftOut();
        if (leftOut.isPresent()) {
            finish(ledger, UP, List.of(RoundTripFindings.leftOut(migration, leftOut.get())), Map.of());
            return applied;
        }
        ledger.up(run);
        if (ledger.writesRows()) {
            ledger.behind(bench.behind(applied.catalog()));
        }
        finish(ledger, UP, List.of(), figures(run, change));
        Optional<VerifyScript.Verified> verified = VerifyScript.after(bench, migration, applied, vacuous);
        if (verified.isPresent()) {
            finish(ledger, VerifyScript.CHECK, verified.get().findings(), Map.of());
            if (verified.get().changed()) {
                return restart(index, shared);
            }
        }
        Optional<Script> down = migration.down().filter(script -> !MigrationRunner.isEffectivelyEmpty(script));
        if (down.isEmpty()) {
            return withoutDown(index, ledger, start, applied, change, shared);
        }
        return withDown(index, ledger, down.get(), new Step(start, applied), shared);
    }

    /** The states around the first up. */
    private record Step(DatabaseState start, DatabaseState applied) {}

    private DatabaseState withoutDown(
            int index,
            MigrationLedger ledger,
            DatabaseState start,
            DatabaseState applied,
            CatalogDiff change,
            boolean shared)
            throws SQLException {
        Migration migration = ledger.migration();
        boolean rowsChanged = !start.rows().equals(applied.rows());
        boolean missing =
                rowsChanged || !change.traces().isEmpty() || !change.cosmetic().isEmpty();
        finish(
                ledger,
                DOWN,
                missing
                        ? List.of(RoundTripFindings.noDown(migration, folder.convention(), change, rowsChanged))
                        : RoundTripFindings.forGood(
                                migration, change, TraceRemedy.between(start.catalog(), applied.catalog())),
                Map.of());
        if (migration.repeatable()) {
            return repeat(index, ledger, applied, shared);
        }
        if (shared) {
            bench.advance(index + 1);
        }
        return applied;
    }

    /** A repeatable migration is run again whenever its file changes, so a second run must end where the first did. */
    private DatabaseState repeat(int index, MigrationLedger ledger, DatabaseState applied, boolean shared)
            throws SQLException {
        Migration migration = ledger.migration();
        MigrationRun again = bench.run(migration.up());
        if (!again.passed()) {
            finish(ledger, REUP, List.of(RoundTripFindings.repeatFails(again)), Map.of());
            return restart(index, shared);
        }
        ledger.reup(again);
        DatabaseState repeated = bench.state();
        CatalogDiff difference = CatalogDiff.between(applied.catalog(), repeated.catalog());
        show(ledger, "in what the second up differs from the first", difference);
        finish(ledger, REUP, RoundTripFindings.reupDiffers(migration, difference.significant()), Map.of());
        return continueFrom(index, applied, repeated, difference, shared);
    }

    private DatabaseState withDown(int index, MigrationLedger ledger, Script down, Step step, boolean shared)
            throws SQLException {
        Migration migration = ledger.migration();
        MigrationRun downRun = bench.run(down);
        Evidence.ServerMessages.of("what the server said of the down", downRun).ifPresent(ledger::saw);
        if (!downRun.passed()) {
            finish(ledger, DOWN, List.of(RoundTripFindings.downFails(downRun)), Map.of());
            return restart(index, shared);
        }
        ledger.down(downRun);
        Catalog taken = bench.catalog();
        CatalogDiff trace = CatalogDiff.between(step.start().catalog(), taken);
        TraceRemedy remedy = TraceRemedy.between(step.start().catalog(), taken);
        show(ledger, "what up and down leave behind", trace);

        MigrationRun reupRun = bench.runAgain(migration.up());
        if (!reupRun.passed()) {
            finish(
                    ledger,
                    DOWN,
                    RoundTripFindings.traces(migration, down, trace, Unstable.NONE, remedy),
                    figures(downRun, trace));
            finish(
                    ledger,
                    REUP,
                    List.of(LeftInTheWay.name(RoundTripFindings.reupFails(reupRun), reupRun, trace)),
                    Map.of());
            return restart(index, shared);
        }
        ledger.reup(reupRun);
        DatabaseState again = bench.state();
        CatalogDiff difference = CatalogDiff.between(step.applied().catalog(), again.catalog());
        Unstable unstable = Unstable.NONE;
        boolean unclear = !trace.traces().isEmpty() || !difference.significant().isEmpty();
        if (unclear) {
            unstable = bench.unstable(down, migration.up(), taken, again.catalog());
        }
        finish(
                ledger,
                DOWN,
                RoundTripFindings.traces(migration, down, trace, unstable, remedy),
                figures(downRun, trace));
        show(ledger, "in what the second up differs from the first", difference);
        finish(
                ledger,
                REUP,
                RoundTripFindings.reupDiffers(migration, difference, trace, unstable),
                figures(reupRun, difference));
        return unclear ? restart(index, shared) : continueFrom(index, step.applied(), again, difference, shared);
    }

    /** Go on with the trial if the second up gave what the first gave, to the last row; else start from ups alone. */
    private DatabaseState continueFrom(
            int index, DatabaseState applied, DatabaseState again, CatalogDiff difference, boolean shared)
            throws SQLException {
        if (!difference.isEmpty() || !applied.rows().equals(again.rows())) {
            return restart(index, shared);
        }
        if (shared) {
            bench.advance(index + 1);
        }
        return again;
    }

    private DatabaseState restart(int index, boolean shared) throws SQLException {
        if (shared) {
            bench.rebuild(index + 1);
        } else {
            bench.reset(index + 1);
        }
        return bench.state();
    }

    private static boolean touchesShared(CatalogDiff change) {
        return change.changes().stream().anyMatch(item -> item.object().kind().isClusterWide());
    }

    private static Set<ObjectId> columnsAway(CatalogDiff change) {
        return change.changes().stream()
                .flatMap(each -> each instanceof Change.Removed removed
                        ? Stream.concat(Stream.of(removed.before()), removed.parts().stream())
                        : Stream.of())
                .map(CatalogObject::id)
                .filter(id -> id.kind() == ObjectKind.COLUMN)
                .collect(Collectors.toSet());
    }

    private static void show(MigrationLedger ledger, String title, CatalogDiff diff) {
        if (!diff.isEmpty()) {
            ledger.saw(new Evidence.SchemaChange(title, diff));
        }
    }

    private void finish(MigrationLedger ledger, String check, List<Finding> findings, Map<String, String> figures) {
        ledger.finish(listener, check, findings, figures);
    }

    private static Map<String, String> figures(MigrationRun run, CatalogDiff diff) {
        return Map.of(
                "milliseconds", String.valueOf(run.time().toNanos() / 1_000_000),
                "statements", String.valueOf(run.outcomes().size()),
                "objects changed", String.valueOf(diff.changes().size()));
    }
}
