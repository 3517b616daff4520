package io.schemaproof.data.rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds tables that wait for each other's rows. */
final class Circle {

    private Circle() {}

    /**
     * The shortest circle through a table.
     *
     * @param waiting table to the foreign keys that need a row which is not there
     * @return the tables in the order of the foreign keys, beginning with this one; none if none leads back
     */
    static List<String> through(String table, Map<String, List<ParentKey>> waiting) {
        Map<String, String> reachedFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(table));
        while (!open.isEmpty()) {
            String next = open.poll();
            for (ParentKey key : waiting.getOrDefault(next, List.of())) {
                if (key.parent().equals(table)) {
                    return path(next, table, reachedFrom);
                }
                if (reachedFrom.putIfAbsent(key.parent(), next) == null) {
                    open.add(key.parent());
                }
            }
        }
        return List.of();
    }

    private static List<String> path(String last, String first, Map<String, String> reachedFrom) {
        List<String> path = new ArrayList<>(List.of(last));
        while (!path.get(path.size() - 1).equals(first)) {
            path.add(reachedFrom.get(path.get(path.size() - 1)));
        }
        Collections.reverse(path);
        return path;
    }
}
