package io.schemaproof.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one catalogue by a key, on which page each is, and to what they belong.
 *
 * @param <K> of keys
 * @param <R> of rows
 */
final class RowsByPage<K, R> {

    private final ToLongFunction<R> page;
    private final ToLongFunction<R> owner;
    private final Predicate<R> unusual;
    private final Map<K, R> rows = new HashMap<>();
    private final Map<Long, Set<K>> pages = new HashMap<>();
    private final Map<Long, Integer> owners = new HashMap<>();
    private final Set<K> unusualRows = new HashSet<>();

    RowsByPage(ToLongFunction<R> page, ToLongFunction<R> owner, Predicate<R> unusual) {
        this.page = page;
        this.owner = owner;
        this.unusual = unusual;
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
        if (unusual.test(row)) {
            unusualRows.add(key);
        }
        pages.computeIfAbsent(page.applyAsLong(row), number -> new HashSet<>()).add(key);
        owners.merge(owner.applyAsLong(row), 1, Integer::sum);
        return before;
    }

    @Nullable
    R remove(K key) {
        R row = rows.remove(key);
        if (row != null) {
            unusualRows.remove(key);
            Set<K> others = pages.get(page.applyAsLong(row));
            if (others != null) {
                others.remove(key);
            }
            owners.computeIfPresent(owner.applyAsLong(row), (of, count) -> count == 1 ? null : count - 1);
        }
        return row;
    }

    /** Whether some row is unusual. */
    boolean hasUnusual() {
        return !unusualRows.isEmpty();
    }

    /** Whether a row belongs to this. */
    boolean has(long of) {
        return owners.containsKey(of);
    }

    /** The keys of the rows on some pages. */
    Set<K> on(Set<Long> some) {
        Set<K> keys = new HashSet<>();
        some.forEach(number -> keys.addAll(pages.getOrDefault(number, Set.of())));
        return keys;
    }
}
