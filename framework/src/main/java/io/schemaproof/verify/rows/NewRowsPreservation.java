package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.AssumptionFindings;
import io.schemaproof.verify.assumption.Assumptions;
import io.schemaproof.verify.check.Goals;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import io.schemaproof.verify.state.RowLosses;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks one migration once the application has written rows after its up: whether the down still runs, and whether it then
 * keeps the rows of before.
 */
final class NewRowsPreservation {

    private static final Set<ObjectKind> SHAPES = Set.of(
            ObjectKind.TABLE,
            ObjectKind.COLUMN,
            ObjectKind.CONSTRAINT,
            ObjectKind.INDEX,
            ObjectKind.TYPE,
            ObjectKind.ENUM_TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.ATTRIBUTE);

    private final RowStage stage;
    private final MigrationLedger ledger;
    private final Migration migration;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> written = new TreeMap<>();

    NewRowsPreservation(RowStage stage, MigrationLedger ledger) {
        this.stage = stage;
        this.ledger = ledger;
        this.migration = ledger.migration();
    }

    /**
     * Run the check where rows come after the up.
     *
     * @param known the tables of which a loss is known already
     * @param told what else is known of the migration
     * @param change what the up has been seen to do to the schema; empty if nothing is known of that
     */
    List<Finding> verify(Set<String> known, List<Finding> told, Optional<StepPreservation.SchemaChange> change)
            throws SQLException {
        FillMoment moment = FillMoment.after(migration);
        boolean possible = stage.filler().mayFillGiven(moment)
                || change.filter(schemas -> !allowsOtherRows(schemas.before(), schemas.after()))
                        .isEmpty();
        if (!ledger.downRan() || !stage.filler().mayFill(moment) || !possible) {
            return findings;
        }
        try (ObservedDatabase work = stage.copy(ledger.sharedObjects())) {
            FilledState before = stage.stateOf(work);
            if (work.run(migration.up()).succeeded()) {
                FilledState applied = work.filledState();
                if (stage.filler().mayFillGiven(moment) || allowsOtherRows(before.catalog(), applied.catalog())) {
                    Fill fill = ledger.sharedObjects() ? fill(work, applied) : fillAndCompare(work, applied, before);
                    if (fill.rows() > 0) {
                        back(work, before, applied, fill, known, told);
                    }
                }
            }
        }
        return findings;
    }

    /** Whether rows are possible after the up that were not before, so that making some up tells more than is known. */
    static boolean allowsOtherRows(Catalog before, Catalog applied) {
        return CatalogDiff.between(before, applied).changes().stream()
                .anyMatch(change -> SHAPES.contains(change.object().kind()));
    }

    /**
     * What the sources of the rows did.
     *
     * @param given how many rows somebody has thought of
     * @param generated how many were made up
     * @param changed tables of which what was there was changed, which is not the migration's doing
     */
    private record Fill(long given, long generated, Set<Relation> changed) {

        long rows() {
            return given + generated;
        }
    }

    private Fill fillAndCompare(ObservedDatabase work, FilledState applied, FilledState before) throws SQLException {
        boolean given = stage.filler().mayFillGiven(FillMoment.after(migration));
        if (!given && !canChangeOthers(applied.catalog())) {
            return new Fill(0, stage.filler().after(work, migration, true), Set.of());
        }
        try (ObservedDatabase quiet = work.copy()) {
            long rows = stage.filler().after(work, migration, false);
            if (rows > 0) {
                remember(work, before, differences(quiet, applied, work, table -> true));
            }
            long generated = stage.filler().after(work, migration, true);
            Set<Relation> changed =
                    differences(
                                    quiet,
                                    applied,
                                    work,
                                    table -> before.digest().tables().containsKey(table))
                            .stream()
                            .filter(fill -> changesWhatWas(fill, before))
                            .map(RowLoss::table)
                            .collect(Collectors.toSet());
            return new Fill(rows, generated, changed);
        }
    }

    private static List<RowLoss> differences(
            ObservedDatabase quiet, FilledState applied, ObservedDatabase work, Predicate<Relation> wanted)
            throws SQLException {
        return RowLosses.between(
                quiet, applied.digest(), work, work.filledState().digest(), wanted, table -> Set.of());
    }

    /** Whether an insert may do something to rows that are there. */
    private static boolean canChangeOthers(Catalog catalog) {
        return !catalog.objects(ObjectKind.RULE).isEmpty()
                || catalog.tables().stream().anyMatch(table -> !table.triggers().isEmpty());
    }

    /** Values in new columns take nothing away from the rows of before. */
    private static boolean changesWhatWas(RowLoss fill, FilledState before) {
        TableDigest was = before.digest().tables().get(fill.table());
        return was != null
                && (fill.lost() > 0
                        || fill.changed().keySet().stream()
                                .anyMatch(column -> was.columns().containsKey(column)));
    }

    /** Without a second database, whose privileges would keep the down from dropping a role. */
    private Fill fill(ObservedDatabase work, FilledState applied) throws SQLException {
        long given = stage.filler().after(work, migration, false);
        long generated = stage.filler().after(work, migration, true);
        return new Fill(
                given,
                generated,
                applied.digest().tablesThatDiffer(work.filledState().digest()));
    }

    private void back(
            ObservedDatabase work,
            FilledState before,
            FilledState applied,
            Fill fill,
            Set<String> known,
            List<Finding> told)
            throws SQLException {
        Map<Relation, TableDigest> filled = fill.generated() > 0 && deletes(applied.catalog())
                ? work.digest().tables()
                : Map.of();
        MigrationRun down = work.run(migration.down().orElseThrow());
        if (!down.succeeded()) {
            if (fill.generated() > 0 && !failsOnGiven(fill)) {
                findings.addAll(AssumptionFindings.ofDown(
                        migration,
                        work,
                        down,
                        ledger.sharedObjects(),
                        "passes on the rows of before the up, and fails once some were made up after it"));
            } else {
                findings.add(DataFindings.downFails(down, 0, true));
            }
            return;
        }
        FilledState taken = work.filledState();
        LossDeclarations declarations = LossDeclarations.of(migration, before.catalog(), applied.catalog());
        LossFindings judge = new LossFindings(migration, before.catalog(), applied.catalog(), declarations);
        List<RowLoss> losses = RowLosses.between(
                stage.database(),
                before.digest(),
                work,
                taken.digest(),
                table -> !fill.changed.contains(table),
                declarations::columns);
        NewTables made = new NewTables(stage, migration, before, applied.catalog());
        for (RowLoss loss : losses) {
            if (!loss.isLoss() || known.contains(loss.table().toString())) {
                continue;
            }
            if (!ledger.sharedObjects() && new ReferredRows(stage, migration).explain(loss, work, before.catalog())) {
                findings.add(DataFindings.putTogether(migration, loss));
            } else if (fill.generated() > 0
                    && loss.lost() == 0
                    && !ledger.sharedObjects()
                    && made.explain(loss.table())) {
                findings.add(DataFindings.takenFromNew(migration, loss, made.names()));
            } else {
                judge.of(loss).stream()
                        .filter(finding -> finding.rule().equals(DataRule.LOSES_DATA.id()))
                        .forEach(findings::add);
            }
        }
        newRows(before, taken, fill, losses, filled);
        if (ledger.reupRan()) {
            again(work, taken, fill, told);
        }
    }

    private void again(ObservedDatabase work, FilledState taken, Fill fill, List<Finding> told) throws SQLException {
        MigrationRun reup = work.run(migration.up());
        if (!reup.succeeded() && !isTold(work, reup, fill, told)) {
            findings.add(DataFindings.reupFails(reup, StepPreservation.rows(taken)));
        }
    }

    /** Whether made-up rows break but what the up is known to take for granted of all rows. */
    private boolean isTold(ObservedDatabase work, MigrationRun reup, Fill fill, List<Finding> told)
            throws SQLException {
        boolean assumes = told.stream().anyMatch(finding -> finding.rule().equals(DataRule.ASSUMES.id()));
        if (!assumes || fill.given() > 0 || ledger.sharedObjects()) {
            return false;
        }
        Assumptions.Outcome outcome = new Assumptions(migration.up(), new Goals(), false).clear(work, reup);
        return outcome.passes()
                && AssumptionFindings.notAmong(told, AssumptionFindings.of(migration, migration.up(), outcome))
                        .isEmpty();
    }

    /** Whether the down fails on rows that somebody has thought of, without those that are made up. */
    private boolean failsOnGiven(Fill fill) throws SQLException {
        if (fill.given() == 0) {
            return false;
        }
        try (ObservedDatabase work = stage.copy(ledger.sharedObjects())) {
            work.run(migration.up());
            stage.filler().after(work, migration, false);
            return !work.run(migration.down().orElseThrow()).succeeded();
        }
    }

    /** Note what was written: rows of tables, old and new, and values of new columns. */
    private void remember(ObservedDatabase work, FilledState before, List<RowLoss> fills) throws SQLException {
        Connection connection = work.session();
        for (RowLoss fill : fills) {
            Relation table = fill.table();
            written.put(table.toString(), fill.gained());
            TableDigest was = before.digest().tables().get(table);
            if (was != null) {
                for (String column : fill.changed().keySet()) {
                    if (!was.columns().containsKey(column)) {
                        written.put(LossFindings.column(table, column), RowLosses.count(connection, table, column));
                    }
                }
            }
        }
    }

    private boolean deletes(Catalog applied) {
        return WritingText.of(migration.down().orElseThrow(), applied).changesRows();
    }

    private void newRows(
            FilledState before, FilledState taken, Fill fill, List<RowLoss> losses, Map<Relation, TableDigest> filled) {
        fill.changed.forEach(table -> written.remove(table.toString()));
        Map<String, Long> kept =
                losses.stream().collect(Collectors.toMap(loss -> loss.table().toString(), RowLoss::gained));
        taken.digest().tables().forEach((table, digest) -> {
            if (!before.digest().tables().containsKey(table)) {
                kept.put(table.toString(), digest.rows());
            }
        });
        Map<String, Long> lost = new TreeMap<>();
        written.forEach((name, count) -> {
            long rest = kept.getOrDefault(name, 0L);
            if (count > rest) {
                lost.put(name, count - rest);
            }
        });
        filled.forEach((table, digest) -> {
            TableDigest was = before.digest().tables().get(table);
            TableDigest rest = taken.digest().tables().get(table);
            if (was != null && rest != null && !fill.changed.contains(table)) {
                long gone = digest.rows() - rest.rows() - former(losses, table);
                if (gone > 0) {
                    lost.putIfAbsent(table.toString(), gone);
                }
            }
        });
        if (!lost.isEmpty()) {
            findings.add(DataFindings.losesNewRows(migration, lost));
        }
    }

    /** How many rows of before are gone. */
    private static long former(List<RowLoss> losses, Relation table) {
        return losses.stream()
                .filter(loss -> loss.table().equals(table))
                .mapToLong(RowLoss::lost)
                .sum();
    }
}
