package io.schemaproof.verify.rows;

import io.schemaproof.data.RowSource;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.AssumptionFindings;
import io.schemaproof.verify.assumption.Assumptions;
import io.schemaproof.verify.assumption.EmptiedTables;
import io.schemaproof.verify.assumption.MadeUpRows;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.check.UncheckedRows;
import io.schemaproof.verify.function.StaleResults;
import io.schemaproof.verify.function.TriedAfterwards;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks that rows survive: each migration's up, down and second up on tables full of rows. Comes after the round trip without
 * rows and adds to what that has found.
 */
public final class DataPreservation implements FolderCheck {

    /** The name of the check. */
    static final String ROWS = "rows";

    /** Who is told that rows are lost needs no rarer example. */
    private static final Set<String> LOST = Set.of(DataRule.LOSES_DATA.id(), DataRule.DECLARED_LOSS.id());

    private final RowSource source;

    public DataPreservation(RowSource source) {
        this.source = source;
    }

    @Override
    public Optional<RowSource> rows() {
        return Optional.of(source);
    }

    @Override
    public boolean runsCommands() {
        return true;
    }

    @Override
    public Set<String> families() {
        return Set.of("data");
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        MigrationRange range = scope.range();
        List<String> failedUps = new ArrayList<>();
        RowFiller filler = new RowFiller(source);
        try (RowStage stage = new RowStage(scope, filler)) {
            for (int index = 0; index <= scope.part().last(); index++) {
                if (range.contains(index)) {
                    MigrationLedger ledger = scope.ledger(index);
                    // Also of one that another shard tells of: what comes after it shall meet the same rows.
                    if (ledger.upRan() && areMadeUp(scope, stage, ledger)) {
                        MeantRows.put(stage, ledger.migration());
                    }
                    if (!scope.isWanted(index) && goesThrough(stage, ledger)) {
                        stage.advance(false);
                        filler.takeFindings();
                        ledger.isPassed();
                        continue;
                    }
                    List<Finding> findings = new ArrayList<>(filler.takeFindings());
                    boolean checked = ledger.upRan();
                    if (checked) {
                        findings.addAll(check(scope, stage, index, failedUps));
                    } else {
                        failedUps.add(ledger.migration().version());
                    }
                    stage.advance(ledger.sharedObjects());
                    findings.addAll(behindWhereEmpty(scope, index, findings));
                    finish(scope, ledger, LossDeclarations.withoutUsed(findings), checked);
                } else {
                    stage.advance(true);
                }
            }
        }
    }

    /**
     * Bring the stage past a migration whose result is not wanted. Where it writes rows of its own, made-up ones may have to make room,
     * and where it fails on rows, too: then it has to be looked at.
     */
    private static boolean goesThrough(RowStage stage, MigrationLedger ledger) throws SQLException {
        return ledger.upRan() && !ledger.writesRows() && UpOnRows.goesThrough(stage, ledger);
    }

    private static boolean areMadeUp(CheckScope scope, RowStage stage, MigrationLedger ledger) {
        return stage.filler().generates()
                && !ledger.sharedObjects()
                && MadeUpRows.given(scope, stage.filler()).isEmpty();
    }

    /** @param failedUps versions of the migrations whose ups failed, to which this one's is added if it does */
    private static List<Finding> check(CheckScope scope, RowStage stage, int index, List<String> failedUps)
            throws SQLException {
        MigrationLedger ledger = scope.begin(index, ROWS);
        Migration migration = ledger.migration();
        List<Finding> findings = new ArrayList<>();
        try {
            ValuesBroughtBack.Tried tried =
                    ValuesBroughtBack.check(stage, ledger).and(NumbersGivenAnew.check(stage, ledger));
            List<Finding> merged = new ArrayList<>(tried.findings());
            merged.addAll(SharedNames.check(stage, ledger));
            findings.addAll(behindUp(stage, ledger));
            InPlacePreservation inPlace = new InPlacePreservation(stage, ledger, failedUps, tried);
            Optional<List<Finding>> kept = inPlace.verify();
            if (kept.isPresent()) {
                findings.addAll(kept.get());
                findings.addAll(merged);
                findings.addAll(stage.filler().takeFindings());
                return findings;
            }
            MadeUpRows.freeKeys(scope, stage, ledger)
                    .forEach((keys, rows) -> findings.add(AssumptionFindings.freeKeys(migration, keys, rows)));
            StepPreservation.Outcome outcome = inPlace.failed().isPresent()
                    ? inPlace.failed().get()
                    : new StepPreservation(stage, ledger, failedUps, tried).verify();
            if (outcome.failedUp().isPresent()) {
                Optional<Assumptions.Outcome> cleared = MadeUpRows.clear(
                                scope, stage, index, outcome.failedUp().get())
                        .filter(Assumptions.Outcome::passes);
                if (cleared.isPresent()) {
                    findings.addAll(AssumptionFindings.of(migration, migration.up(), cleared.get()));
                    // Before, they met the same rows as the up, which failed.
                    findings.addAll(behindUp(stage, ledger));
                    outcome = onOtherRows(
                            scope,
                            stage,
                            index,
                            cleared.get(),
                            tried,
                            new StepPreservation(stage, ledger, failedUps, tried).verify());
                }
            }
            findings.addAll(outcome.findings());
            List<Finding> losses = outcome.findings().stream()
                    .filter(finding -> LOST.contains(finding.rule()))
                    .toList();
            Set<String> lost = objects(losses);
            merged.stream()
                    .filter(finding -> !lost.contains(finding.facts().getOrDefault("table", "")))
                    .filter(finding -> losses.stream().noneMatch(other -> isSame(other, finding)))
                    .forEach(findings::add);
            if (outcome.failedUp().isPresent()) {
                if (!EmptiedTables.makeRoom(scope, stage, index)) {
                    failedUps.add(migration.version());
                    stage.upFailed();
                }
            } else if (!outcome.downFailed()
                    || stage.filler().withoutGenerated().isPresent()) {
                findings.addAll(new NewRowsPreservation(stage, ledger)
                        .verify(objects(outcome.findings()), List.copyOf(findings), outcome.change()));
                if (!outcome.downFailed()) {
                    findings.addAll(
                            AssumptionFindings.notAmong(findings, writtenValues(stage, ledger, outcome.change())));
                }
            }
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stage.server()));
            findings.add(UncheckedRows.notChecked(migration, e));
            failedUps.add(migration.version());
            stage.upFailed();
        }
        findings.addAll(stage.filler().takeFindings());
        return findings;
    }

    /** What can be seen of an up on copies on which it passes. */
    private static List<Finding> behindUp(RowStage stage, MigrationLedger ledger) throws SQLException {
        List<Finding> findings = new ArrayList<>(StaleResults.check(stage, ledger));
        findings.addAll(RowOrder.check(stage, ledger));
        findings.addAll(TriedAfterwards.check(stage, ledger));
        return findings;
    }

    /**
     * Where too few rows were left to see anything, check once more on others. Both together are the outcome; only what neither
     * has seen was not checked.
     */
    private static StepPreservation.Outcome onOtherRows(
            CheckScope scope,
            RowStage stage,
            int index,
            Assumptions.Outcome cleared,
            ValuesBroughtBack.Tried tried,
            StepPreservation.Outcome first)
            throws SQLException {
        boolean seen = first.findings().stream().noneMatch(DataPreservation::isGap);
        Optional<ObservedDatabase> refilled =
                seen ? Optional.empty() : MadeUpRows.refilled(scope, stage, index, cleared);
        if (refilled.isEmpty()) {
            return first;
        }
        MigrationLedger ledger = scope.ledger(index);
        ObservedDatabase former = stage.replace(refilled.get());
        try {
            StepPreservation.Outcome second =
                    new StepPreservation(stage, ledger, List.of(), tried.withoutStatements()).verify();
            if (second.failedUp().isPresent() || second.findings().stream().anyMatch(DataPreservation::isGap)) {
                return first;
            }
            List<Finding> findings = new ArrayList<>(second.findings());
            // On the rows of before the up failed, so that nothing was tried there.
            findings.addAll(ValuesBroughtBack.check(stage, ledger).findings());
            first.findings().stream()
                    .filter(finding -> !isGap(finding))
                    .filter(finding -> findings.stream().noneMatch(other -> isSame(other, finding)))
                    .forEach(findings::add);
            return new StepPreservation.Outcome(findings, Optional.empty(), second.change());
        } finally {
            stage.replace(former).close();
        }
    }

    private static List<Finding> writtenValues(
            RowStage stage, MigrationLedger ledger, Optional<StepPreservation.SchemaChange> change)
            throws SQLException {
        // An enum type that gets a label is no more than an addition, and yet makes values possible.
        boolean widens = change.map(schemas ->
                        !WideValue.between(schemas.before(), schemas.after()).isEmpty())
                .orElseGet(() -> !ledger.onlyAdds());
        boolean wanted = widens
                && ledger.downRan()
                && ledger.reupRan()
                && !ledger.sharedObjects()
                && stage.filler().generates();
        if (!wanted) {
            return List.of();
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            return copy.run(ledger.migration().up()).succeeded()
                    ? WrittenValues.check(copy, ledger.migration(), stage.catalog(), copy.catalog())
                    : List.of();
        }
    }

    /** What the rows that are made up hide: they come before those that the up puts in, and have moved the sequence on. */
    private static List<Finding> behindWhereEmpty(CheckScope scope, int index, List<Finding> findings) {
        MigrationLedger ledger = scope.ledger(index);
        if (ledger.behind().columns().isEmpty()) {
            return List.of();
        }
        Set<String> known = IntStream.range(0, index)
                .filter(scope.range()::contains)
                .mapToObj(scope::ledger)
                .flatMap(earlier -> earlier.behind().columns().keySet().stream())
                .collect(Collectors.toSet());
        return ledger.behind().columns().entrySet().stream()
                .filter(lag -> !known.contains(lag.getKey()))
                .filter(lag -> findings.stream()
                        .noneMatch(finding -> finding.rule().equals(DataRule.SEQUENCE_BEHIND.id())
                                && finding.object()
                                        .equals(Optional.of(
                                                lag.getValue().sequence().toString()))))
                .map(lag -> DataFindings.behindWhereEmpty(ledger.migration(), lag.getValue()))
                .toList();
    }

    private static boolean isGap(Finding finding) {
        return finding.rule().equals(DataRule.NO_ROWS.id()) || finding.rule().equals(DataRule.PARTLY_CHECKED.id());
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.rule().equals(other.rule()) && one.object().equals(other.object());
    }

    /** The tables of which something is said already. */
    private static Set<String> objects(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> Stream.ofNullable(finding.facts().get("table")))
                .collect(Collectors.toSet());
    }

    private static void finish(CheckScope scope, MigrationLedger ledger, List<Finding> findings, boolean checked) {
        if (checked || !findings.isEmpty()) {
            scope.finish(ledger, ROWS, findings, Map.of());
        }
    }
}
