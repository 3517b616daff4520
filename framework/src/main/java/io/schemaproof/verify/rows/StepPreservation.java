package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.Evidence.RowCounts;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import io.schemaproof.verify.state.RowLosses;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Checks one migration on a copy of the stage: up, down and up again as far as the round trip without rows came, so that
 * nothing is said twice.
 */
final class StepPreservation {

    private final RowStage stage;
    private final MigrationLedger ledger;
    private final Migration migration;
    private final List<String> failedBefore;
    private final ValuesBroughtBack.Tried tried;
    private final List<Finding> findings = new ArrayList<>();
    private final List<RowCounts.Moment> moments = new ArrayList<>();

    /**
     * Prepare.
     *
     * @param failedBefore versions of earlier migrations whose ups failed
     * @param tried what was seen elsewhere
     */
    StepPreservation(RowStage stage, MigrationLedger ledger, List<String> failedBefore, ValuesBroughtBack.Tried tried) {
        this.tried = tried;
        this.stage = stage;
        this.ledger = ledger;
        this.migration = ledger.migration();
        this.failedBefore = failedBefore;
    }

    /**
     * The outcome.
     *
     * @param failedUp the up's run if it failed
     * @param change the schemas before and after the up; empty if it failed
     */
    record Outcome(List<Finding> findings, Optional<MigrationRun> failedUp, Optional<SchemaChange> change) {

        boolean downFailed() {
            return findings.stream().anyMatch(finding -> finding.rule().equals(DataRule.DOWN_FAILS.id()));
        }
    }

    /** The schemas before and after an up. */
    record SchemaChange(Catalog before, Catalog after) {}

    /** Run the check on rows that are there before the up. */
    Outcome verify() throws SQLException {
        try (ObservedDatabase work = stage.copy(ledger.sharedObjects())) {
            FilledState before = stage.stateOf(work);
            SortedMap<Relation, Long> sizes = work.sizes();
            MigrationRun up = work.run(migration.up());
            if (!up.succeeded()) {
                return failed(up, before, failedBefore);
            }
            FilledState applied = work.filledState();
            moments.add(RowCounts.Moment.of("before the up", before.digest(), sizes));
            moments.add(RowCounts.Moment.of("after the up", applied.digest(), work.sizes()));
            LossDeclarations declarations = LossDeclarations.of(migration, before.catalog(), applied.catalog());
            declarations.usedElsewhere(tried.declared());
            findings.addAll(declarations.invalid());
            applied.behind()
                    .notIn(before.behind())
                    .forEach(lag -> findings.add(DataFindings.sequenceBehind(migration, lag, false)));
            BrokenReferences broken = broken(work, migration.up(), before, applied);
            broken.all().forEach(key -> findings.add(DataFindings.breaksForeignKey(migration, key, false)));
            if (ledger.downRan()) {
                back(work, before, applied, declarations, broken);
            } else {
                withoutDown(work, before, applied);
            }
            ledger.saw(new RowCounts("rows of the tables", moments));
            findings.addAll(Coverage.of(stage, migration, before, TouchedTables.of(migration, before, applied))
                    .and(UnmetStatements.of(up, before, applied, tried.met())));
            return new Outcome(
                    findings, Optional.empty(), Optional.of(new SchemaChange(before.catalog(), applied.catalog())));
        }
    }

    /** What is to be said of an up that fails on rows. */
    static Outcome failed(MigrationRun up, FilledState before, List<String> failedBefore) {
        return new Outcome(
                List.of(DataFindings.upFails(up, rows(before), failedBefore)), Optional.of(up), Optional.empty());
    }

    private BrokenReferences broken(ObservedDatabase work, Script script, FilledState before, FilledState now)
            throws SQLException {
        return BrokenReferences.of(
                script, new BrokenReferences.Moment(stage.database(), before), new BrokenReferences.Moment(work, now));
    }

    private void back(
            ObservedDatabase work,
            FilledState before,
            FilledState applied,
            LossDeclarations declarations,
            BrokenReferences broken)
            throws SQLException {
        MigrationRun down = work.run(migration.down().orElseThrow());
        if (!down.succeeded()) {
            findings.add(DataFindings.downFails(down, rows(before), false));
            return;
        }
        FilledState taken = work.filledState();
        moments.add(RowCounts.Moment.of("after the down", taken.digest(), work.sizes()));
        LossFindings losses = new LossFindings(migration, before.catalog(), applied.catalog(), declarations);
        List<RowLoss> all = RowLosses.between(
                stage.database(), before.digest(), work, taken.digest(), this::isOfMigration, declarations::columns);
        TriggerEffects.Effects effects = ledger.sharedObjects()
                ? new TriggerEffects.Effects(all, List.of())
                : new TriggerEffects(stage, migration, before).of(all, applied.catalog(), declarations::columns);
        effects.own().forEach(loss -> findings.addAll(losses.of(loss)));
        effects.written().forEach(loss -> findings.add(DataFindings.writtenByTriggers(migration, loss)));
        findings.addAll(declarations.unused(tablesWithRows(before)));
        taken.behind().notIn(before.behind()).stream()
                .filter(lag -> !applied.behind().columns().containsKey(lag.table() + "." + lag.column()))
                .forEach(lag -> findings.add(DataFindings.sequenceBehind(migration, lag, true)));
        broken(work, migration.down().orElseThrow(), before, taken)
                .notIn(broken)
                .all()
                .forEach(key -> findings.add(DataFindings.breaksForeignKey(migration, key, true)));
        if (ledger.reupRan()) {
            again(work, before);
        }
    }

    /** What a tool notes in its own table is no work of the migration. */
    private boolean isOfMigration(Relation table) {
        return !HistoryTables.isKeptByToolOf(migration, table.name());
    }

    /** Without rows it looked as if there was nothing to take back. */
    private void withoutDown(ObservedDatabase work, FilledState before, FilledState applied) throws SQLException {
        boolean known = ledger.verdict() == MigrationVerdict.NO_DOWN && !ledger.goesForwardOnly();
        boolean missing = migration
                .down()
                .filter(down -> !MigrationRunner.isEffectivelyEmpty(down))
                .isEmpty();
        if (missing && !known) {
            // A column that is only added leaves what the rows held.
            List<RowLoss> changes = RowLosses.between(
                            stage.database(),
                            before.digest(),
                            work,
                            applied.digest(),
                            this::isOfMigration,
                            table -> Set.of())
                    .stream()
                    .filter(change -> !change.describe().isEmpty())
                    .toList();
            if (!changes.isEmpty()) {
                findings.add(DataFindings.noDown(migration, changes));
            }
        }
        if (ledger.reupRan()) {
            again(work, before);
        }
    }

    private void again(ObservedDatabase work, FilledState before) throws SQLException {
        MigrationRun reup = work.run(migration.up());
        if (!reup.succeeded()) {
            findings.add(DataFindings.reupFails(reup, rows(before)));
        }
    }

    static long rows(FilledState state) {
        return state.digest().tables().values().stream()
                .mapToLong(table -> table.rows())
                .sum();
    }

    static Set<Relation> tablesWithRows(FilledState state) {
        return state.digest().tables().entrySet().stream()
                .filter(entry -> entry.getValue().rows() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
