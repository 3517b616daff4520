package io.schemaproof.trace;

import java.util.Comparator;

/**
 * A lock that a transaction holds.
 *
 * @param relation the relation
 * @param mode the strongest mode
 * @since 0.1
 */
public record HeldLock(TracedRelation relation, LockMode mode) implements Comparable<HeldLock> {

    @Override
    public int compareTo(HeldLock other) {
        return Comparator.comparing(HeldLock::relation)
                .thenComparing(HeldLock::mode)
                .compare(this, other);
    }
}
