package io.schemaproof.verify.policy;

import io.schemaproof.data.HistoryTables;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import io.schemaproof.verify.state.RowLosses;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An up that is run again on a copy of the stage, which has seen it already, and what that changes. */
final class SecondRun implements AutoCloseable {

    /** What a statement is refused with because its work is done already; other errors may be consequences of the first. */
    private static final Set<String> DONE_ALREADY = Set.of(
            "42P07", "42710", "42701", "42P06", "42723", "42P16", "23505", "23P01", "42P01", "42703", "42704", "42883",
            "3F000");

    private final RowStage stage;
    private final Migration migration;
    private final ObservedDatabase work;
    private final MigrationRun run;
    private final FilledState first;
    private final FilledState second;

    private SecondRun(RowStage stage, Migration migration, ObservedDatabase work, MigrationRun run, FilledState first)
            throws SQLException {
        this.stage = stage;
        this.migration = migration;
        this.work = work;
        this.run = run;
        this.first = first;
        this.second = work.filledState();
    }

    /** Run the up of a migration once more. */
    static SecondRun of(RowStage stage, MigrationLedger ledger) throws SQLException {
        ObservedDatabase work = stage.copy(ledger.sharedObjects());
        try {
            FilledState first = work.filledState();
            MigrationRun run = work.run(ledger.migration().up());
            return new SecondRun(stage, ledger.migration(), work, run, first);
        } catch (SQLException | RuntimeException e) {
            work.close();
            throw e;
        }
    }

    boolean succeeded() {
        return run.succeeded();
    }

    /** The statements that are refused: the one at which the tool stops, and those that would be the next. */
    List<Finding> refusals() throws SQLException {
        if (run.succeeded()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(IdempotencyFindings.rerunFails(migration, run));
        StatementError known = run.firstError().orElseThrow().error().orElseThrow();
        Set<String> places = new HashSet<>(Set.of(known.file() + known.line()));
        for (StatementOutcome outcome : oneByOne().outcomes()) {
            outcome.error()
                    .filter(error -> DONE_ALREADY.contains(error.sqlState()))
                    .filter(error -> places.add(error.file() + error.line()))
                    .ifPresent(error -> findings.add(IdempotencyFindings.refusedToo(run.script(), outcome)));
        }
        return findings;
    }

    /** Where the tool would stop at the first error, its reader wants to know all. */
    private MigrationRun oneByOne() throws SQLException {
        Script up = migration.up();
        Script single =
                new Script(up.file(), up.path(), up.text(), up.firstLine(), up.dialect(), ExecutionMode.STATEMENTS);
        // Not by the stage, which may take a new server for it, and end the work on the old one.
        try (ObservedDatabase copy = stage.database().copy()) {
            return MigrationRunner.on(copy.database().settings())
                    .withMode(RunMode.CONTINUE)
                    .run(single);
        }
    }

    /** What is another after the second run, whether it succeeded or not. */
    List<Finding> changes() throws SQLException {
        List<Finding> findings = new ArrayList<>(changedSchema().stream()
                .map(change -> IdempotencyFindings.changesSchema(migration, change, run.succeeded()))
                .toList());
        findings.addAll(changedRows());
        return findings;
    }

    List<Finding> changedRows() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        losses().forEach(loss -> findings.add(IdempotencyFindings.changesRows(migration, loss, run.succeeded())));
        second.behind()
                .notIn(first.behind())
                .forEach(lag -> findings.add(IdempotencyFindings.sequenceBehind(migration, lag)));
        return findings;
    }

    /** The finding that it passes. */
    Finding passes() throws SQLException {
        return IdempotencyFindings.rerunPasses(migration, run, changedSchema(), losses());
    }

    private List<Change> changedSchema() {
        return CatalogDiff.between(first.catalog(), second.catalog()).significant();
    }

    private List<RowLoss> losses() throws SQLException {
        return RowLosses.between(
                stage.database(), first.digest(), work, second.digest(), this::isOfMigration, table -> Set.of());
    }

    /** What a tool notes in its own table is no work of the migration. */
    private boolean isOfMigration(Relation table) {
        return !HistoryTables.isKeptByToolOf(migration, table.name());
    }

    @Override
    public void close() throws SQLException {
        work.close();
    }
}
