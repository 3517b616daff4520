package io.schemaproof.verify.rows;

import io.schemaproof.data.FillMoment;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.RowHashes;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.Evidence.RowCounts;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.Rehearsal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Checks one migration on the stage itself, without a copy, for as long as all is as it should be: which it is for most, and
 * copying a database takes longer than most migrations. It only ever confirms. Whatever is not as it should be is looked at
 * by {@link StepPreservation} and {@link NewRowsPreservation} on copies, from the beginning.
 */
final class InPlacePreservation {

    /** Rows of a table whose hashes are kept in memory. */
    private static final long MOST = 1_000_000;

    private final RowStage stage;
    private final MigrationLedger ledger;
    private final Migration migration;
    private final List<String> failedBefore;
    private final ValuesBroughtBack.Tried tried;
    private boolean untouched;
    private Optional<StepPreservation.Outcome> failed = Optional.empty();

    /**
     * Prepare.
     *
     * @param failedBefore versions of earlier migrations whose ups failed
     * @param tried what was seen elsewhere
     */
    InPlacePreservation(
            RowStage stage, MigrationLedger ledger, List<String> failedBefore, ValuesBroughtBack.Tried tried) {
        this.stage = stage;
        this.ledger = ledger;
        this.migration = ledger.migration();
        this.failedBefore = failedBefore;
        this.tried = tried;
    }

    /** Whether there is anything to hope for. Rows that somebody has thought of are followed one by one, which needs copies. */
    private boolean isPromising() {
        return ledger.roundTripVerdict() == MigrationVerdict.OK
                && ledger.downRan()
                && ledger.reupRan()
                && !ledger.sharedObjects()
                && !ledger.writesRows()
                && stage.filler().generates()
                && stage.filler().withoutGenerated().isEmpty();
    }

    /**
     * Run the check.
     *
     * @return what is to be said of rows that are all there; empty if that is not so, and then the stage is as it was before
     */
    Optional<List<Finding>> verify() throws SQLException {
        if (!isPromising()) {
            return Optional.empty();
        }
        try {
            Optional<List<Finding>> findings = run();
            if (findings.isEmpty() && !untouched) {
                stage.restore();
            }
            return findings;
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            stage.restore();
            return Optional.empty();
        }
    }

    /** What a copy would tell of an up that fails, where it has failed on the stage in a session of its own and left nothing there. */
    Optional<StepPreservation.Outcome> failed() {
        return failed;
    }

    private Optional<List<Finding>> run() throws SQLException {
        ObservedDatabase work = stage.database();
        FilledState before = stage.state();
        SortedMap<Relation, Long> sizesBefore = work.sizes();
        MigrationRun up = work.runAgain(migration.up());
        if (!up.succeeded()) {
            // Most tools run it in a transaction.
            untouched = work.filledState().equals(before);
            if (untouched) {
                failsAlone(work, before);
            }
            return Optional.empty();
        }
        FilledState applied = work.filledState();
        SortedMap<Relation, Long> sizes = work.sizes();
        if (!BrokenReferences.among(migration.up(), before, new BrokenReferences.Moment(work, applied))
                .all()
                .isEmpty()) {
            return Optional.empty();
        }
        if (!work.runAgain(migration.down().orElseThrow()).succeeded()) {
            return Optional.empty();
        }
        FilledState taken = work.filledState();
        if (!isBack(before, taken)) {
            return Optional.empty();
        }
        ledger.saw(new RowCounts(
                "rows of the tables",
                List.of(
                        RowCounts.Moment.of("before the up", before.digest(), sizesBefore),
                        RowCounts.Moment.of("after the up", applied.digest(), sizes),
                        RowCounts.Moment.of("after the down", taken.digest(), work.sizes()))));
        LossDeclarations declarations = LossDeclarations.of(migration, before.catalog(), applied.catalog());
        declarations.usedElsewhere(tried.declared());
        List<Finding> findings = new ArrayList<>(declarations.invalid());
        applied.behind()
                .notIn(before.behind())
                .forEach(lag -> findings.add(DataFindings.sequenceBehind(migration, lag, false)));
        findings.addAll(declarations.unused(StepPreservation.tablesWithRows(before)));
        TouchedTables touched = TouchedTables.of(migration, before, applied);
        findings.addAll(Coverage.of(stage, migration, before, touched)
                .and(UnmetStatements.of(up, before, applied, tried.met())));
        Map<Relation, RowHashes> kept =
                hashes(work.session(), before, touched.columns().keySet());
        if (!work.runAgain(migration.up()).succeeded()) {
            return Optional.empty();
        }
        stage.isApplied(applied.catalog());
        if (!standsNewRows(before, applied, kept)) {
            return Optional.empty();
        }
        if (!WideValue.between(before.catalog(), applied.catalog()).isEmpty()) {
            try (ObservedDatabase copy = stage.database().copy()) {
                findings.addAll(WrittenValues.check(copy, migration, before.catalog(), applied.catalog()));
            }
        }
        return Optional.of(findings);
    }

    private void failsAlone(ObservedDatabase work, FilledState before) throws SQLException {
        MigrationRun up = work.run(migration.up());
        untouched = !up.succeeded() && work.filledState().equals(before);
        if (untouched) {
            failed = Optional.of(StepPreservation.failed(up, before, failedBefore));
        }
    }

    private static boolean isBack(FilledState before, FilledState taken) {
        return taken.catalog().equals(before.catalog())
                && taken.digest().tables().equals(before.digest().tables())
                && taken.behind().equals(before.behind());
    }

    private static Map<Relation, RowHashes> hashes(Connection connection, FilledState state, Set<Relation> tables)
            throws SQLException {
        Map<Relation, RowHashes> hashes = new HashMap<>();
        for (Relation table : tables) {
            TableDigest digest = state.digest().tables().get(table);
            if (digest != null && digest.rows() <= MOST) {
                RowHashes.read(connection, table).ifPresent(rows -> hashes.put(table, rows));
            }
        }
        return hashes;
    }

    /** Whether the down runs, and keeps the rows of before, once the application has written others. */
    private boolean standsNewRows(FilledState before, FilledState applied, Map<Relation, RowHashes> kept)
            throws SQLException {
        if (!stage.filler().mayFill(FillMoment.after(migration))
                || !NewRowsPreservation.allowsOtherRows(before.catalog(), applied.catalog())
                || stage.fill(migration) == 0) {
            return true;
        }
        Script down = migration.down().orElseThrow();
        Map<Relation, TableDigest> filled =
                WritingText.of(down, applied.catalog()).changesRows()
                        ? stage.database().digest().tables()
                        : Map.of();
        try (Rehearsal rehearsal = stage.database().rehearse()) {
            return rehearsal.run(down)
                    && areThere(before.digest(), filled, rehearsal, kept)
                    && rehearsal.run(migration.up());
        }
    }

    /** @param filled what there was before the down, if that may delete rows */
    private static boolean areThere(
            DataDigest before, Map<Relation, TableDigest> filled, Rehearsal rehearsal, Map<Relation, RowHashes> kept)
            throws SQLException {
        DataDigest now = rehearsal.digest(table -> before.tables().containsKey(table));
        for (Map.Entry<Relation, TableDigest> entry : before.tables().entrySet()) {
            Relation table = entry.getKey();
            TableDigest rest = now.tables().get(table);
            TableDigest full = filled.get(table);
            if (rest != null && full != null && rest.rows() < full.rows()) {
                return false;
            }
            if (!entry.getValue().equals(rest) && !areThere(rehearsal.session(), table, kept)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a table holds the rows of before among others. */
    private static boolean areThere(Connection connection, Relation table, Map<Relation, RowHashes> kept)
            throws SQLException {
        RowHashes rows = kept.get(table);
        if (rows == null) {
            return false;
        }
        Optional<RowHashes> those = RowHashes.read(connection, table);
        return those.isPresent() && rows.areIn(those.get());
    }
}
