package io.schemaproof.verify.upgrade;

import io.schemaproof.migration.Migration;
import java.time.Duration;
import java.util.Optional;

/**
 * One version of an upgrade.
 *
 * @param migration whose up was to be applied
 * @param time that it took; empty where it was not run, because one before it failed or cannot be run here
 * @param problem why it was not applied, with everything the server said where that refused it; empty where it was
 * @since 0.1
 */
public record UpgradeStep(Migration migration, Optional<Duration> time, Optional<String> problem) {

    /** Whether the server has refused it. */
    public boolean failed() {
        return time.isPresent() && problem.isPresent();
    }

    /** Whether it was applied. */
    public boolean applied() {
        return time.isPresent() && problem.isEmpty();
    }
}
