package io.schemaproof.verify.result;

import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the checks said of one migration.
 *
 * @param migration the migration
 * @param verdict the first that applies
 * @param up milliseconds of the first up; empty where it did not run to its end
 * @param down milliseconds of the down
 * @param reup milliseconds of the second up
 * @param findings all findings, whatever the verdict, the heaviest first
 * @param checks the checks that have ended, in their order
 * @param time how long all of them took
 * @since 0.1
 */
public record MigrationResult(
        Migration migration,
        MigrationVerdict verdict,
        OptionalDouble up,
        OptionalDouble down,
        OptionalDouble reup,
        List<Finding> findings,
        List<CheckResult> checks,
        Duration time) {

    public MigrationResult {
        findings = List.copyOf(findings);
        checks = List.copyOf(checks);
    }

    /** A result of which nobody knows how long it took. */
    public MigrationResult(
            Migration migration,
            MigrationVerdict verdict,
            OptionalDouble up,
            OptionalDouble down,
            OptionalDouble reup,
            List<Finding> findings,
            List<CheckResult> checks) {
        this(migration, verdict, up, down, reup, findings, checks, Duration.ZERO);
    }

    /** A result of which only the findings are known. */
    public MigrationResult(
            Migration migration,
            MigrationVerdict verdict,
            OptionalDouble up,
            OptionalDouble down,
            OptionalDouble reup,
            List<Finding> findings) {
        this(migration, verdict, up, down, reup, findings, List.of());
    }
}
