package io.schemaproof.verify.result;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.shard.ShardPart;

/**
 * Hear of a verification as it goes on. Found by {@link java.util.ServiceLoader}; a report is a listener.
 *
 * @since 0.1
 */
public interface VerificationListener {

    /** A verification begins; the configuration tells a report where to write. */
    default void started(MigrationFolder folder, Configuration configuration) {}

    /** The databases hold something before the first migration that is checked; in words. */
    default void beginsWith(String words) {}

    /** Several machines divide the migrations among them, and of those of others nothing is told here. */
    default void divided(ShardPart part) {}

    /** The checks of a migration begin. */
    default void migrationStarted(Migration migration) {}

    /**
     * A check of a migration begins, after {@link #migrationStarted}; it may end without a result where it finds nothing to do.
     *
     * @param check its name, as in {@link CheckResult#check()}
     */
    default void checkStarted(Migration migration, String check) {}

    /** A check has ended. */
    default void checkFinished(CheckResult result) {}

    /**
     * A test that stands for one check of a migration that has ended before runs now, on this thread.
     *
     * @param of the verification that it was a part of
     */
    default void checkShown(CheckResult result, Verification of) {
        migrationStarted(result.migration());
        checkFinished(result);
    }

    /** All checks of a migration have ended. */
    default void migrationFinished(MigrationResult result) {}

    /** The verification could not go on, and ends by an exception; {@link #finished} is not called. */
    default void brokeOff(RuntimeException failure, Evidence log) {}

    /** The verification has ended. */
    default void finished(Verification verification) {}
}
