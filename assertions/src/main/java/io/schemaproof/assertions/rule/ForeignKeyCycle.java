package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Look for a way from the table that a foreign key references back to its own, over keys that a row cannot evade. */
final class ForeignKeyCycle {

    private ForeignKeyCycle() {}

    /**
     * The shortest circle through a foreign key, as the tables on it, the first one again at the end. A table that
     * references itself is none: its first row references itself.
     */
    static Optional<List<String>> through(ForeignKey key) {
        Optional<Table> start = key.table();
        Optional<Table> next = key.references();
        if (start.isEmpty() || next.isEmpty() || start.equals(next) || !isInevitable(key)) {
            return Optional.empty();
        }
        String goal = start.get().identity();
        Map<String, String> cameFrom = new HashMap<>();
        cameFrom.put(next.get().identity(), goal);
        Deque<Table> open = new ArrayDeque<>(List.of(next.get()));
        while (!open.isEmpty()) {
            Table table = open.remove();
            for (ForeignKey other : table.foreignKeys()) {
                Table to = other.references().orElse(table);
                if (!isInevitable(other) || to.equals(table)) {
                    continue;
                }
                if (to.identity().equals(goal)) {
                    return Optional.of(path(cameFrom, table.identity(), goal));
                }
                if (cameFrom.putIfAbsent(to.identity(), table.identity()) == null) {
                    open.add(to);
                }
            }
        }
        return Optional.empty();
    }

    /** A NULL is not checked, and what is deferrable can wait for the end of the transaction. */
    private static boolean isInevitable(ForeignKey key) {
        return !key.isDeferrable()
                && key.areTriggersEnabled()
                && key.columns().stream()
                        .noneMatch(name -> Conditions.column(key.table(), name)
                                .filter(Column::isNullable)
                                .isPresent());
    }

    private static List<String> path(Map<String, String> cameFrom, String last, String goal) {
        List<String> tables = new ArrayList<>(List.of(goal));
        for (@Nullable String table = last; table != null && !table.equals(goal); table = cameFrom.get(table)) {
            tables.add(0, table);
        }
        tables.add(0, goal);
        return tables;
    }
}
