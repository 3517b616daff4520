package io.schemaproof.verify.safety;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.NotTraced;
import io.schemaproof.safety.SafetyRules;
import io.schemaproof.safety.TracedMigration;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges each up by what the server does for it on tables of two sizes: what an application would have to wait for, or lose. */
public final class Safety implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "safety";

    @Override
    public void verify(CheckScope scope) throws SQLException {
        try (TwoSizes stages = TwoSizes.open(scope)) {
            for (int index = 0; index <= scope.range().last(); index++) {
                if (!scope.range().contains(index)) {
                    stages.advance(true);
                    continue;
                }
                MigrationLedger ledger = scope.ledger(index);
                if (ledger.upRan()
                        && !MigrationRunner.isEffectivelyEmpty(
                                ledger.migration().up())) {
                    check(scope, stages, ledger);
                } else {
                    stages.advance(ledger.sharedObjects());
                }
            }
        }
    }

    private static void check(CheckScope scope, TwoSizes stages, MigrationLedger ledger) throws SQLException {
        Migration migration = ledger.migration();
        Map<String, String> figures = new LinkedHashMap<>();
        List<Finding> findings;
        try {
            TwoTraces traces = stages.trace(migration, ledger.sharedObjects());
            figures.put("statements", String.valueOf(traces.large().statements().size()));
            figures.put("rows per table", stages.sizes());
            findings = judge(migration, traces);
        } catch (SQLException e) {
            if (!stages.isRunning()) {
                throw e;
            }
            stages.startAnew(ledger.sharedObjects());
            findings = List.of(NotTraced.migration(migration, "it broke off, " + e.getMessage()));
        }
        scope.finish(ledger, NAME, findings, figures);
    }

    private static List<Finding> judge(Migration migration, TwoTraces traces) {
        Optional<String> error = traces.error();
        if (error.isPresent()) {
            return List.of(NotTraced.migration(migration, "on rows its up fails. " + error.get()));
        }
        return TracedMigration.of(migration, traces.small(), traces.large(), traces.before(), traces.after())
                .map(SafetyRules::judge)
                .orElseGet(() -> List.of(NotTraced.migration(
                        migration,
                        "on tables of another size it sends other statements, so they cannot be compared.")));
    }
}
