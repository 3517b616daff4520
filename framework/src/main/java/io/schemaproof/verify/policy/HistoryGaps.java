package io.schemaproof.verify.policy;

import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import java.util.Set;

/** Look for a number that is left out anywhere in the history where all others count by one. */
public final class HistoryGaps implements FolderCheck {

    @Override
    public boolean runsCommands() {
        return true;
    }

    @Override
    public Set<String> families() {
        return Set.of("order");
    }

    @Override
    public void verify(CheckScope scope) {
        for (int index = scope.range().first(); index <= scope.range().last(); index++) {
            HistoryOrder.finish(scope, index, HistoryOrder.ofNumbers(scope.folder(), index));
        }
    }
}
