package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the queries of services stay within limits after each up, on tables full of rows. */
public final class QueryPerformance implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "performance";

    private final QuerySet queries;
    private final PerformanceLimits limits;

    public QueryPerformance(QuerySet queries, PerformanceLimits limits) {
        this.queries = queries;
        this.limits = limits;
    }

    @Override
    public Set<String> families() {
        return Set.of(NAME);
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        QueryHistory history = new QueryHistory(queries, scope.folder());
        PerformanceJudge judge = new PerformanceJudge(limits);
        try (RowStage stage = scope.openFullStage(limits.rows())) {
            scope.walk(stage::advance, index -> check(scope, stage, history, judge, index));
        }
        Optional<MigrationLedger> last = scope.lastUp();
        if (last.isPresent()) {
            List<Finding> findings = judge.end(
                    last.get().migration(), history.sentBefore(scope.range().last() + 1));
            if (!findings.isEmpty()) {
                scope.finish(last.get(), NAME, findings, Map.of());
            }
        }
    }

    private static void check(CheckScope scope, RowStage stage, QueryHistory history, PerformanceJudge judge, int index)
            throws SQLException {
        MigrationLedger ledger = scope.begin(index, NAME);
        List<Finding> findings = new ArrayList<>();
        Map<String, String> figures = new LinkedHashMap<>();
        try {
            MigrationRun run = UpOnRows.apply(scope, stage, index);
            if (run.succeeded()) {
                stage.fill(ledger.migration());
                // Behind the rows that come after the up, as an application finds it.
                Catalog catalog = stage.database().catalog();
                PlannerStatistics.refresh(stage.database().database().dataSource());
                findings.addAll(judge.judge(
                        ledger.migration(), history.sentBefore(index + 1), stage.database(), catalog, figures));
                judge.seen().ifPresent(ledger::saw);
            } else {
                findings.add(PerformanceFindings.notChecked(
                        ledger.migration(),
                        "Nothing is known of the queries after this migration: on rows it fails. "
                                + StatementErrors.format(
                                        run.firstError().orElseThrow(),
                                        ledger.migration().up()),
                        "Give rows that it can stand, with a seed."));
            }
        } catch (QueryException e) {
            // Its own message holds the statement with the values of rows.
            findings.add(brokeOff(
                    ledger,
                    e.getCause() instanceof SQLException refused ? ErrorMask.text(refused) : "a query was refused."));
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stage.server()));
            UpOnRows.startAnew(stage, ledger.sharedObjects());
            findings.add(brokeOff(ledger, ErrorMask.text(e)));
        }
        scope.finish(ledger, NAME, findings, figures);
    }

    private static Finding brokeOff(MigrationLedger ledger, String why) {
        return PerformanceFindings.notChecked(
                ledger.migration(),
                "Nothing is known of the queries after this migration: the check broke off, " + why,
                "");
    }
}
