package io.schemaproof.trace;

import java.util.Comparator;
import java.util.Optional;

/**
 * A lock on a relation that a statement has newly taken.
 *
 * @param relation the relation
 * @param mode the strongest of the modes that it has newly taken
 * @param heldBefore the strongest mode that its transaction held on the relation already
 * @since 0.1
 */
public record RelationLock(TracedRelation relation, LockMode mode, Optional<LockMode> heldBefore)
        implements Comparable<RelationLock> {

    /** Whether the application now has to wait for what it did not have to wait for before the statement. */
    public boolean isStronger() {
        return heldBefore.isEmpty() || mode.compareTo(heldBefore.get()) > 0;
    }

    @Override
    public int compareTo(RelationLock other) {
        return Comparator.comparing(RelationLock::relation)
                .thenComparing(RelationLock::mode)
                .compare(this, other);
    }
}
