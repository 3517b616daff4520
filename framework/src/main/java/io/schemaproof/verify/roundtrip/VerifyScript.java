package io.schemaproof.verify.roundtrip;

import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.state.DatabaseState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the script that comes with a migration to verify it: it must pass after the up, fail before it, and change nothing. */
final class VerifyScript {

    static final String CHECK = "verify";

    private VerifyScript() {}

    /** @param changed whether the database is no longer as the up left it */
    record Verified(List<Finding> findings, boolean changed) {}

    /** Whether it passes where the up has not been applied. The trial is left as it was. */
    static boolean passesBefore(Workbench bench, Migration migration, int index, DatabaseState start)
            throws SQLException {
        Optional<Script> script = script(migration);
        if (script.isEmpty()) {
            return false;
        }
        boolean passes = bench.run(script.get()).succeeded();
        DatabaseState now = bench.state();
        if (!CatalogDiff.between(start.catalog(), now.catalog()).isEmpty()
                || !start.rows().equals(now.rows())) {
            bench.reset(index);
        }
        return passes;
    }

    /** What it says after the up; empty where there is none. */
    static Optional<Verified> after(Workbench bench, Migration migration, DatabaseState applied, boolean vacuous)
            throws SQLException {
        Optional<Script> script = script(migration);
        if (script.isEmpty()) {
            return Optional.empty();
        }
        MigrationRun run = bench.run(script.get());
        DatabaseState now = bench.state();
        CatalogDiff change = CatalogDiff.between(applied.catalog(), now.catalog());
        boolean changed = !change.isEmpty() || !applied.rows().equals(now.rows());
        List<Finding> findings = new ArrayList<>();
        if (!run.succeeded()) {
            findings.add(RoundTripFindings.verifyFails(run));
        } else if (vacuous && !MigrationRunner.isEffectivelyEmpty(migration.up())) {
            findings.add(RoundTripFindings.verifyVacuous(script.get()));
        }
        if (changed) {
            findings.add(RoundTripFindings.verifyChanges(script.get(), change));
        }
        return Optional.of(new Verified(findings, changed));
    }

    /** Whether the migration takes the place of an earlier one of its name, whose script may still pass. */
    static boolean reworks(MigrationFolder folder, Migration migration) {
        return folder.migrations().stream().anyMatch(other -> other.version().startsWith(migration.version() + "@"));
    }

    private static Optional<Script> script(Migration migration) {
        return migration.verify().filter(script -> !MigrationRunner.isEffectivelyEmpty(script));
    }
}
