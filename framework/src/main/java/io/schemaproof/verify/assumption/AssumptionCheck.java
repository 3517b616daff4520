package io.schemaproof.verify.assumption;

import io.schemaproof.data.RowSource;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.OutsideTransactions;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.UncheckedRows;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.Rehearsal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what migrations take for granted of the rows they meet: one database along the chain, full of rows that are rare but
 * possible. What fails there and not on usual rows is no error, but worth a query on production.
 *
 * <p>An up runs on the database itself. Where it fails, the rows that it cannot stand are taken away and it runs once more;
 * where nobody can say which these are, those of its statements are run that can be. A down is taken back, or runs on a copy, and only where
 * its up changed something that was there.
 */
public final class AssumptionCheck implements FolderCheck {

    /** The name of the check. */
    static final String ASSUMPTIONS = "assumptions";

    private static final String CIRCUMSTANCES =
            "passes on usual rows and fails on unusual ones: NULLs, duplicates, very long texts, the extremes of each type";

    private final RowSource source;

    /** @param source of rows that are rare but possible */
    public AssumptionCheck(RowSource source) {
        this.source = source;
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
        try (CheckServer server = scope.openServer();
                Stage stage = new Stage(scope, server, new RowFiller(source))) {
            for (int index = 0; index <= scope.part().last(); index++) {
                if (scope.range().contains(index) && isWanted(scope.ledger(index))) {
                    MigrationLedger ledger = scope.begin(index, ASSUMPTIONS);
                    List<Finding> findings = stage.check(index, ledger, scope.isWanted(index));
                    report(scope, ledger, findings);
                } else {
                    stage.apply(index);
                }
            }
        }
    }

    /** An up that fails on any row is known. */
    private static boolean isWanted(MigrationLedger ledger) {
        return ledger.upRan()
                && ledger.verdict() != MigrationVerdict.UP_FAILS
                && ledger.findings().stream()
                        .noneMatch(finding -> finding.rule().equals(DataRule.NOT_CHECKED.id()));
    }

    private static void report(CheckScope scope, MigrationLedger ledger, List<Finding> all) {
        scope.finish(ledger, ASSUMPTIONS, AssumptionFindings.notAmong(ledger.findings(), all), Map.of());
    }

    /** The database, which only ups and rows have changed. */
    private static final class Stage implements AutoCloseable {

        private final CheckScope scope;
        private final RowFiller filler;
        private ObservedDatabase database;
        /** Whether all of the last up is there, so that its down means something. */
        private boolean whole;

        Stage(CheckScope scope, CheckServer server, RowFiller filler) throws SQLException {
            this.scope = scope;
            this.filler = filler;
            this.database = scope.databases().create(server.get());
            Optional<Migration> first = scope.databases().unlessHeld(0);
            if (first.isPresent()) {
                filler.begin(database, first.get());
            }
        }

        void apply(int index) throws SQLException {
            if (scope.range().contains(index) && scope.ledger(index).verdict() == MigrationVerdict.UP_FAILS) {
                EmptiedTables.makeRoom(scope, database, filler, scope.ledger(index));
            }
            scope.databases().apply(database, index);
            fill(index);
        }

        private void fill(int index) throws SQLException {
            filler.between(
                    database,
                    scope.databases().unlessHeld(index),
                    scope.databases().unlessHeld(index + 1));
        }

        /** @param down whether the down, too, which changes nothing here */
        List<Finding> check(int index, MigrationLedger ledger, boolean down) throws SQLException {
            List<Finding> findings = new ArrayList<>();
            whole = true;
            try {
                findings.addAll(up(index, ledger));
                fill(index);
                if (down
                        && whole
                        && ledger.downRan()
                        && !ledger.sharedObjects()
                        && !ledger.onlyAdds()
                        && ledger.verdict() != MigrationVerdict.DOWN_FAILS) {
                    findings.addAll(down(ledger.migration()));
                }
            } catch (SQLException e) {
                if (LostServer.isDown(database.database().server(), e)) {
                    throw e;
                }
                findings.add(UncheckedRows.notChecked(ledger.migration(), e));
            }
            return findings;
        }

        private List<Finding> up(int index, MigrationLedger ledger) throws SQLException {
            Migration migration = ledger.migration();
            if (ledger.writesRows()
                    && !ledger.sharedObjects()
                    && MadeUpRows.given(scope, filler).isEmpty()) {
                for (Obstacle keys : OwnRows.of(database, migration.up())) {
                    OwnRows.free(database, keys);
                }
            }
            if (mayStayHalfDone(migration.up()) && !ledger.sharedObjects() && !goesWell(migration.up())) {
                try (ObservedDatabase trial = database.copy()) {
                    MigrationRun run = trial.run(migration.up());
                    if (!run.succeeded()) {
                        return failed(index, ledger, run);
                    }
                }
            }
            MigrationRun run = database.runAgain(migration.up());
            return run.succeeded() ? List.of() : failed(index, ledger, run);
        }

        private List<Finding> failed(int index, MigrationLedger ledger, MigrationRun run) throws SQLException {
            Migration migration = ledger.migration();
            Assumptions.Outcome outcome =
                    new Assumptions(migration.up(), scope.goals(), ledger.sharedObjects()).clear(database, run);
            List<Finding> findings = new ArrayList<>(AssumptionFindings.of(migration, migration.up(), outcome));
            if (findings.isEmpty()) {
                findings.add(AssumptionFindings.unexplained(migration, run, CIRCUMSTANCES));
            }
            whole = scope.databases().apply(database, index);
            return findings;
        }

        /** Whether something of it may be there when it has failed, such as the invalid index of a failed CONCURRENTLY. */
        private static boolean mayStayHalfDone(Script script) {
            return script.mode() == ExecutionMode.STATEMENTS || OutsideTransactions.areIn(script);
        }

        private boolean goesWell(Script script) throws SQLException {
            try (Rehearsal rehearsal = database.rehearse()) {
                return rehearsal.run(script);
            }
        }

        private List<Finding> down(Migration migration) throws SQLException {
            if (goesWell(migration.down().orElseThrow())) {
                return List.of();
            }
            try (ObservedDatabase copy = database.copy()) {
                MigrationRun run = copy.run(migration.down().orElseThrow());
                return run.succeeded()
                        ? List.of()
                        : AssumptionFindings.ofDown(migration, copy, run, false, CIRCUMSTANCES);
            }
        }

        @Override
        public void close() throws SQLException {
            database.close();
        }
    }
}
