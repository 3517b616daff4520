package io.schemaproof.backup;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.StatementError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Restores a backup and compares what came of it. */
record RestoreRun(Backup.Taken taken, BackupMethod method, BackupStore store) {

    static RestoreRun of(Backup.Taken taken, BackupMethod method, BackupStore store) {
        return new RestoreRun(taken, method, store);
    }

    Restore intoNew() {
        long begin = System.nanoTime();
        TestDatabase database = store.newDatabase(taken);
        boolean complete = false;
        try {
            Restore restore = compared(database, begin, List.of());
            complete = true;
            return restore;
        } finally {
            if (!complete) {
                database.close();
            }
        }
    }

    Restore into(TestDatabase target) {
        return restore(target, RunMode.STOP);
    }

    Restore asPsqlInto(TestDatabase target) {
        return restore(target, RunMode.CONTINUE);
    }

    private Restore restore(TestDatabase target, RunMode mode) {
        long begin = System.nanoTime();
        return compared(target, begin, store.fill(target, taken, mode));
    }

    private Restore compared(TestDatabase database, long begin, List<StatementError> errors) {
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        try {
            return new RestoreComparison(taken, method, store).with(database, time, errors);
        } catch (SQLException e) {
            throw new BackupException("The restored database cannot be read: " + e.getMessage(), e);
        }
    }
}
