package io.schemaproof.verify.result;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.shard.ShardPart;
import java.util.Set;

/** Passes on what is said of some migrations; of the others another shard tells. */
public final class PartListener implements VerificationListener {

    private final VerificationListener listener;
    private final Set<Migration> part;

    /** @param part of which to tell */
    public PartListener(VerificationListener listener, Set<Migration> part) {
        this.listener = listener;
        this.part = Set.copyOf(part);
    }

    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        listener.started(folder, configuration);
    }

    @Override
    public void beginsWith(String words) {
        listener.beginsWith(words);
    }

    @Override
    public void divided(ShardPart own) {
        listener.divided(own);
    }

    @Override
    public void migrationStarted(Migration migration) {
        if (part.contains(migration)) {
            listener.migrationStarted(migration);
        }
    }

    @Override
    public void checkStarted(Migration migration, String check) {
        if (part.contains(migration)) {
            listener.checkStarted(migration, check);
        }
    }

    @Override
    public void checkFinished(CheckResult result) {
        if (part.contains(result.migration())) {
            listener.checkFinished(result);
        }
    }

    @Override
    public void migrationFinished(MigrationResult result) {
        if (part.contains(result.migration())) {
            listener.migrationFinished(result);
        }
    }

    @Override
    public void brokeOff(RuntimeException failure, Evidence log) {
        listener.brokeOff(failure, log);
    }

    @Override
    public void finished(Verification verification) {
        listener.finished(verification);
    }
}
