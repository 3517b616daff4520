package io.schemaproof.catalog;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tell whether another index of the table does everything that an index does.
 *
 * <p>Two that differ in a key's order, collation or operator class, in their condition or in what they include serve
 * different queries; one that enforces something is replaced only by one that enforces the same, and one that is a replica
 * identity by none.
 *
 * @since 0.1
 */
public final class IndexOverlap {

    private static final Comparator<Index> VALUE = Comparator.comparing((Index index) -> !index.isPrimary())
            .thenComparing(index -> index.constraint().isEmpty())
            .thenComparing(index -> !index.isUnique())
            .thenComparing(Index::identity);

    private IndexOverlap() {}

    /** Another index with the same keys that forbids as much, so that one of both can go. */
    public static Optional<Index> duplicate(Index index) {
        return others(index)
                .filter(other -> index.keys().size() == other.keys().size()
                        && sameShape(index, other)
                        && keysBegin(other, index)
                        && included(index).equals(included(other))
                        && index.isUnique() == other.isUnique()
                        && enforces(other, index)
                        // Of two that replace each other one goes.
                        && (!enforces(index, other) || VALUE.compare(other, index) < 0))
                .min(VALUE);
    }

    /** An index that begins with the keys of this one, includes more, or is also unique. */
    public static Optional<Index> covering(Index index) {
        // Only btree indexes are ordered, so that a beginning can be searched alone.
        if (duplicate(index).isPresent() || !index.method().equals("btree")) {
            return Optional.empty();
        }
        return others(index)
                .filter(other -> sameShape(index, other)
                        && keysBegin(other, index)
                        && columns(other).containsAll(included(index))
                        && enforces(other, index)
                        && doesMore(other, index))
                .min(VALUE);
    }

    private static boolean doesMore(Index other, Index index) {
        if (index.keys().size() < other.keys().size()) {
            return true;
        }
        boolean includesMore = !included(other).equals(included(index));
        boolean forbidsMore = other.isUnique() && !index.isUnique();
        return included(other).containsAll(included(index)) && (includesMore || forbidsMore);
    }

    private static Stream<Index> others(Index index) {
        boolean replaceable = usable(index) && !index.object().is("replica identity");
        return index.table().filter(table -> replaceable).map(Table::indexes).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(index) && usable(other));
    }

    private static boolean usable(Index index) {
        return index.isValid() && index.isReady();
    }

    private static boolean sameShape(Index left, Index right) {
        return left.method().equals(right.method()) && left.predicate().equals(right.predicate());
    }

    /** Whether the longer index begins with the keys of the shorter one, in the same order or read from its end. */
    private static boolean keysBegin(Index longer, Index shorter) {
        List<IndexKey> keys = shorter.keys();
        if (longer.keys().size() < keys.size()) {
            return false;
        }
        List<IndexKey> begin = longer.keys().subList(0, keys.size());
        List<IndexKey> backwards = keys.stream()
                .map(key -> new IndexKey(
                        key.expression(),
                        key.isColumn(),
                        key.collation(),
                        key.operatorClass(),
                        !key.descending(),
                        !key.nullsFirst()))
                .toList();
        return begin.equals(keys) || begin.equals(backwards);
    }

    /** Whether everything that one index forbids is forbidden by the other. */
    private static boolean enforces(Index other, Index index) {
        if (!index.isUnique() && !index.object().is("exclusion")) {
            return true;
        }
        return index.isUnique()
                && other.isUnique()
                && other.keys().size() == index.keys().size()
                && other.isNullsNotDistinct() == index.isNullsNotDistinct()
                && other.object().attribute("immediate").equals(index.object().attribute("immediate"))
                && (!index.isPrimary() || other.isPrimary());
    }

    private static Set<String> included(Index index) {
        return new HashSet<>(index.includedColumns());
    }

    private static Set<String> columns(Index index) {
        Set<String> columns = included(index);
        index.keys().stream()
                .filter(IndexKey::isColumn)
                .map(IndexKey::expression)
                .forEach(columns::add);
        return columns;
    }
}
