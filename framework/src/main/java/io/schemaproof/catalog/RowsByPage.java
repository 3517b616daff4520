package io.schemaproof.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one catalogue by a key, and on which page each is.
 *
 * @param <K> of keys
 * @param <R> of rows
 */
final class RowsByPage<K, R> {

    private final ToLongFunction<R> page;
    private final Map<K, R> rows = new HashMap<>();
    private final Map<Long, Set<K>> pages = new HashMap<>();

    RowsByPage(ToLongFunction<R> page) {
        this.page = page;
    }

    int size() {
        return rows.size();
    }

    Set<K> keys() {
        return rows.keySet();
    }

    @Nullable
    R get(K key) {
        return rows.get(key);
    }

    /** Returns the row that had this key before. */
    @Nullable
    R put(K key, R row) {
        R before = remove(key);
        rows.put(key, row);
        pages.computeIfAbsent(page.applyAsLong(row), number -> new HashSet<>()).add(key);
        return before;
    }

    @Nullable
    R remove(K key) {
        R row = rows.remove(key);
        if (row != null) {
            Set<K> others = pages.get(page.applyAsLong(row));
            if (others != null) {
                others.remove(key);
            }
        }
        return row;
    }

    /** The keys of the rows on some pages. */
    Set<K> on(Set<Long> some) {
        Set<K> keys = new HashSet<>();
        some.forEach(number -> keys.addAll(pages.getOrDefault(number, Set.of())));
        return keys;
    }
}
