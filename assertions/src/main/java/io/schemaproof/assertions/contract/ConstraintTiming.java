package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Constraint;

/**
 * When a constraint is checked.
 *
 * @since 0.1
 */
public enum ConstraintTiming {
    /** At once, always. */
    NOT_DEFERRABLE,
    /** At once, unless SET CONSTRAINTS says later: {@code DEFERRABLE INITIALLY IMMEDIATE}. */
    DEFERRABLE,
    /** At the end of the transaction: {@code DEFERRABLE INITIALLY DEFERRED}. */
    INITIALLY_DEFERRED;

    /** That of a constraint. */
    public static ConstraintTiming of(Constraint constraint) {
        return !constraint.isDeferrable()
                ? NOT_DEFERRABLE
                : constraint.isInitiallyDeferred() ? INITIALLY_DEFERRED : DEFERRABLE;
    }
}
