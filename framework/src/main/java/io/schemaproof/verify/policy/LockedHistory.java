package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.result.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Demand that what {@value HistoryLock#FILE_NAME} holds is as it was, and that what is new comes behind it. */
public final class LockedHistory implements FolderCheck {

    private final MigrationFolder folder;
    private final Changes changes;
    private final HistoryOrder order;

    private LockedHistory(MigrationFolder folder, HistoryLock lock) {
        this.folder = folder;
        this.changes = lock.changes(folder);
        this.order = new HistoryOrder(changes);
    }

    /** The check for a folder that has such a file. */
    public static Optional<LockedHistory> of(MigrationFolder folder) {
        return HistoryLock.read(folder.root()).map(lock -> new LockedHistory(folder, lock));
    }

    @Override
    public boolean runsCommands() {
        return true;
    }

    @Override
    public Set<String> families() {
        return order.families();
    }

    @Override
    public void verify(CheckScope scope) {
        for (int index = scope.range().first(); index <= scope.range().last(); index++) {
            HistoryOrder.finish(scope, index, findings(scope.range(), index));
        }
    }

    /**
     * Return what is to be said of a migration.
     *
     * @param range what is looked at; its first migration also has what is gone
     * @param index of the migration in the folder
     */
    public List<Finding> findings(MigrationRange range, int index) {
        return order.of(folder, range, index);
    }

    /** Say that the lock does not hold a migration, where all of the history is to be in it. */
    public Optional<Finding> notRecorded(int index) {
        Migration migration = folder.migrations().get(index);
        if (migration.repeatable() || !changes.isAdded(folder, migration)) {
            return Optional.empty();
        }
        return Optional.of(HistoryOrder.finding(
                PolicyRule.ORDER_NOT_RECORDED,
                migration,
                HistoryLock.FILE_NAME
                        + " does not hold it, so that nobody would notice if it were edited after it was applied.",
                "Run './schemaproof lock DIR' on the folder in the sources, and commit " + HistoryLock.FILE_NAME
                        + " with it.",
                Map.of("since", HistoryLock.FILE_NAME)));
    }
}
