package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.RoundTripRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the application that runs now survives each up: its queries are sent before and after it, on tables full of rows, in a
 * session that has prepared them before and in a new one.
 */
public final class QueryCompatibility implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "queries";

    /** So that indexes are worth it. */
    private static final int ROWS = 5 * ConfigurationParameters.ROWS_DEFAULT;

    /** What the round trip says of a down that does not bring back just what was there. */
    private static final Set<RoundTripRule> LEFT = Set.of(
            RoundTripRule.LEAVES_TRACE,
            RoundTripRule.ENUM_VALUE_STAYS,
            RoundTripRule.VALIDATION_STAYS,
            RoundTripRule.COSMETIC);

    private final QuerySet queries;

    public QueryCompatibility(QuerySet queries) {
        this.queries = queries;
    }

    @Override
    public Set<String> families() {
        return Set.of(NAME);
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        QueryHistory history = new QueryHistory(queries, scope.folder());
        try (RowStage stage = scope.openFullStage(ROWS)) {
            scope.walk(stage::advance, index -> check(scope, stage, history, index));
            Optional<MigrationLedger> last = scope.lastUp();
            if (last.isPresent()) {
                List<Finding> findings = history.end(last.get().migration(), stage.database(), scope.range());
                if (!findings.isEmpty()) {
                    scope.finish(last.get(), NAME, findings, Map.of());
                }
            }
        }
    }

    private static void check(CheckScope scope, RowStage stage, QueryHistory history, int index) throws SQLException {
        MigrationLedger ledger = scope.begin(index, NAME);
        List<Finding> findings = new ArrayList<>();
        Map<String, String> figures = new LinkedHashMap<>();
        try {
            MigrationRun run = UpOnRows.apply(
                    scope, stage, index, () -> attempt(stage, history, index, ledger, findings, figures));
            if (run.succeeded()) {
                stage.fill(ledger.migration());
            } else {
                findings.add(QueryFindings.notChecked(
                        ledger.migration(),
                        "Nothing is known of the queries after this migration: on rows it fails. "
                                + StatementErrors.format(
                                        run.firstError().orElseThrow(),
                                        ledger.migration().up()),
                        "Give rows that it can stand, with --seed."));
            }
        } catch (SQLException e) {
            if (LostServer.isDown(stage.server(), e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stage.server()));
            UpOnRows.startAnew(stage, ledger.sharedObjects());
            findings.add(QueryFindings.notChecked(
                    ledger.migration(),
                    "Nothing is known of the queries after this migration: the check broke off, " + ErrorMask.text(e),
                    ""));
        }
        scope.finish(ledger, NAME, findings, figures);
    }

    /** Send the queries, apply the up, and send them again if it succeeds. */
    private static MigrationRun attempt(
            RowStage stage,
            QueryHistory history,
            int index,
            MigrationLedger ledger,
            List<Finding> findings,
            Map<String, String> figures)
            throws SQLException {
        Migration migration = ledger.migration();
        try (QueryStep step = QueryStep.before(stage, history, index)) {
            MigrationRun run = stage.database().run(migration.up());
            if (run.succeeded()) {
                Catalog after = stage.database().catalog();
                findings.addAll(step.after(migration, after));
                if (leavesOther(ledger) && ledger.sharedObjects()) {
                    figures.put("queries after the down", "not sent: it changes what all databases share");
                } else if (leavesOther(ledger)) {
                    findings.addAll(step.afterDown(migration));
                }
                figures.putAll(step.figures());
                step.evidence().forEach(ledger::saw);
                stage.isApplied(after);
            }
            return run;
        }
    }

    /**
     * Whether the down runs and leaves another schema than that of before, even if only its columns stand in another order. Where it
     * does not, the queries of before meet what they met.
     */
    private static boolean leavesOther(MigrationLedger ledger) {
        return ledger.downRan()
                && ledger.findings().stream()
                        .anyMatch(finding ->
                                LEFT.stream().anyMatch(rule -> rule.id().equals(finding.rule())));
    }
}
