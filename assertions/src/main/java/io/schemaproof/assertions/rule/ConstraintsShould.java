package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Constraint;

/**
 * Demand something of constraints.
 *
 * @since 0.1
 */
public final class ConstraintsShould extends ObjectsShould<Constraint, ConstraintsShould> {

    ConstraintsShould(Selection<Constraint> selection) {
        super(selection);
    }

    /** Demand that all rows are known to fulfil them: not {@code NOT VALID}, and enforced. */
    public ObjectRule<Constraint> beValidated() {
        return satisfy(Conditions.validated());
    }

    /** Demand that each statement is checked when it ends. */
    public ObjectRule<Constraint> notBeDeferrable() {
        return satisfy("not be deferrable", constraint -> !constraint.isDeferrable(), constraint -> "is deferrable");
    }
}
