package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Demand that what {@value HistoryLock#FILE_NAME} holds is as it was, and that what is new comes behind it. */
public final class LockedHistory implements FolderCheck {

    private final HistoryLock lock;
    private final HistoryOrder order;

    private LockedHistory(HistoryLock lock, Changes changes) {
        this.lock = lock;
        this.order = new HistoryOrder(changes);
    }

    /** The check for a folder that has such a file. */
    public static Optional<FolderCheck> of(MigrationFolder folder) {
        return HistoryLock.read(folder.root()).map(lock -> new LockedHistory(lock, lock.changes(folder)));
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
        order.verify(scope);
        List<String> moved = lock.moved(scope.folder());
        for (int index = scope.range().first(); index <= scope.range().last(); index++) {
            Migration migration = scope.folder().migrations().get(index);
            if (moved.contains(Changes.key(scope.folder(), migration))) {
                HistoryOrder.finish(scope, index, List.of(moved(migration)));
                return;
            }
        }
    }

    /** Told of the first one, since the others follow from it. */
    private static Finding moved(Migration migration) {
        return MigrationRule.finding(
                PolicyRule.ORDER_MOVED,
                Optional.empty(),
                Place.of(migration.up()),
                "It stands at another place of the history than in " + HistoryLock.FILE_NAME
                        + ". Databases to which both were applied in the former order hold something else than new ones may.",
                "Put it back where it was.",
                Map.of("since", HistoryLock.FILE_NAME));
    }
}
