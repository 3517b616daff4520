package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Constraint;

/**
 * For which rows a constraint holds.
 *
 * @since 0.1
 */
public enum ConstraintState {
    /** For every row. */
    VALID,
    /** For rows that are written from now on; old ones were not checked. */
    NOT_VALID,
    /** For none; PostgreSQL 18 and later. */
    NOT_ENFORCED;

    /** That of a constraint. */
    public static ConstraintState of(Constraint constraint) {
        return !constraint.isEnforced() ? NOT_ENFORCED : constraint.isValidated() ? VALID : NOT_VALID;
    }
}
