package io.schemaproof.verify.traffic;

import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.ToleratedWait;
import io.schemaproof.verify.assumption.MadeUpRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The up and the down of one migration, each with clients beside it, on copies of the database that has come to it. */
final class MigrationTraffic {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String OF_DOWN = " of the down";

    private final CheckScope scope;
    private final RowStage stage;
    private final int index;
    private final MigrationLedger ledger;
    private final Map<String, String> figures;

    /** @param figures to add to */
    MigrationTraffic(CheckScope scope, RowStage stage, int index, Map<String, String> figures) {
        this.scope = scope;
        this.stage = stage;
        this.index = index;
        this.ledger = scope.ledger(index);
        this.figures = figures;
    }

    List<Finding> findings() throws SQLException {
        if (stage.catalog().tables().stream().allMatch(MigrationTraffic::isNobodys)) {
            figures.put("clients", "none: no table was there before");
            return List.of();
        }
        return upAndDown(true, true);
    }

    private static boolean isNobodys(Table table) {
        return HistoryTables.contains(table.name());
    }

    private List<Finding> upAndDown(boolean withReader, boolean mayClear) throws SQLException {
        Script up = ledger.migration().up();
        List<Finding> findings = new ArrayList<>();
        MigrationRun failed;
        try (ObservedDatabase copy = stage.copy(ledger.sharedObjects())) {
            ConnectionSettings database = copy.database().settings();
            Application application = Application.of(stage.catalog(), up, database);
            if (application.statements().isEmpty()) {
                return List.of(TrafficFindings.notChecked(
                        up, "No client could be sent: no table of before has a row that a client can look up."));
            }
            MigrationRun run = run(database, application, up, "", withReader, findings);
            if (run.succeeded()) {
                boolean told = findings.stream().anyMatch(MigrationTraffic::isAboutQueue);
                down(copy, application).orElse(List.of()).stream()
                        .filter(finding -> !told || !isAboutQueue(finding))
                        .forEach(findings::add);
                return findings;
            }
            failed = run;
        }
        return afterFailure(failed, findings, withReader, mayClear);
    }

    /** Whoever mends the up mends the down, or is told of it then. */
    private static boolean isAboutQueue(Finding finding) {
        return finding.rule().equals(PolicyRule.TRAFFIC_QUEUE.id());
    }

    private List<Finding> afterFailure(
            MigrationRun failed, List<Finding> findings, boolean withReader, boolean mayClear) throws SQLException {
        if (withReader && givesUp(failed)) {
            // It does not wait, as it is said to be right; what it does when nobody is in the way is to be seen, too.
            figures.put("behind a long reader", "gives up");
            return upAndDown(false, mayClear);
        }
        MigrationRun alone;
        try (ObservedDatabase copy = stage.copy(ledger.sharedObjects())) {
            alone = copy.run(ledger.migration().up());
        }
        if (alone.succeeded()) {
            findings.add(TrafficFindings.scriptFails(failed));
            return findings;
        }
        return mayClear && MadeUpRows.exchange(scope, stage, index, alone)
                ? upAndDown(withReader, false)
                : List.of(TrafficFindings.notChecked(
                        failed.script(),
                        "On rows it fails, also without clients. "
                                + StatementErrors.format(alone.firstError().orElseThrow(), alone.script())));
    }

    /** The application of before is the one that runs when the up has to be taken back. */
    private Optional<List<Finding>> down(ObservedDatabase copy, Application former) throws SQLException {
        Optional<Script> down = ledger.migration().down().filter(script -> !MigrationRunner.isEffectivelyEmpty(script));
        if (down.isEmpty() || !ledger.downRan()) {
            return Optional.empty();
        }
        ConnectionSettings database = copy.database().settings();
        Application application = former.now(database);
        if (application.statements().isEmpty()) {
            figures.put("clients of the down", "none: the up leaves no statement of before that works");
            return Optional.empty();
        }
        List<Finding> findings = new ArrayList<>();
        MigrationRun run = run(database, application, down.get(), OF_DOWN, true, findings);
        if (givesUp(run)) {
            figures.put("behind a long reader" + OF_DOWN, "gives up");
            findings.clear();
            run = run(database, application, down.get(), OF_DOWN, false, findings);
        }
        if (!run.succeeded()) {
            findings.add(TrafficFindings.notChecked(
                    down.get(),
                    "On rows it fails. "
                            + StatementErrors.format(run.firstError().orElseThrow(), run.script())));
        }
        return Optional.of(findings);
    }

    private static boolean givesUp(MigrationRun run) {
        return run.firstError()
                .flatMap(StatementOutcome::error)
                .filter(error -> error.sqlState().equals(LOCK_NOT_AVAILABLE))
                .isPresent();
    }

    private MigrationRun run(
            ConnectionSettings database,
            Application application,
            Script script,
            String which,
            boolean withReader,
            List<Finding> findings)
            throws SQLException {
        try (TrafficRun traffic = new TrafficRun(database, application, withReader, TrafficRun.PATIENCE)) {
            MigrationRun run = traffic.run(script);
            TrafficLog log = traffic.log();
            figures.put("clients" + which, clients(application));
            figures.put("client statements during" + which, String.valueOf(log.during()));
            figures.put("client statements after" + which, String.valueOf(log.after()));
            figures.put(
                    "client statements that waited" + which,
                    String.valueOf(log.waits().size()));
            figures.put("longest wait of a client" + which, log.longestWait().toMillis() + " ms");
            figures.put(
                    "client statements that failed" + which,
                    String.valueOf(log.failures().size()));
            figures.put("deadlocks" + which, String.valueOf(log.deadlocks().size()));
            List<Evidence.ClientWaits.Wait> waits = waits(log);
            if (!waits.isEmpty()) {
                ledger.saw(new Evidence.ClientWaits("who waited for the " + (which.isEmpty() ? "up" : "down"), waits));
            }
            findings.addAll(new TrafficFindings(
                            script, log, traffic.probe().limits(), ToleratedWait.configuredBy(scope.configuration()))
                    .all(run));
            return run;
        }
    }

    private static List<Evidence.ClientWaits.Wait> waits(TrafficLog log) {
        return Stream.concat(
                        log.waits().stream()
                                .map(wait -> new Evidence.ClientWaits.Wait(
                                        wait.statement().sql(), wait.cause(), wait.relation(), wait.mode(), false)),
                        log.queued().stream()
                                .map(wait -> new Evidence.ClientWaits.Wait(
                                        wait.statement().sql(), wait.cause(), wait.relation(), wait.mode(), true)))
                .distinct()
                .toList();
    }

    private static String clients(Application application) {
        int tables = application.tables().size();
        String left = application.left().stream().map(Relation::toString).collect(Collectors.joining(", "));
        return application.statements().size() + " statements about " + tables + (tables == 1 ? " table" : " tables")
                + (left.isEmpty() ? "" : ", none about " + left);
    }
}
