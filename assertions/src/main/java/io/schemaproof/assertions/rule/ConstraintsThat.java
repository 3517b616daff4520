package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Constraint;

/**
 * Choose constraints of tables and domains.
 *
 * @since 0.1
 */
public final class ConstraintsThat extends ObjectsThat<Constraint, ConstraintsShould, ConstraintsThat> {

    ConstraintsThat(Selection<Constraint> selection) {
        super(selection);
    }

    @Override
    ConstraintsThat with(Selection<Constraint> next) {
        return new ConstraintsThat(next);
    }

    @Override
    ConstraintsShould should(Selection<Constraint> chosen) {
        return new ConstraintsShould(chosen);
    }

    /** Choose constraints of a type. */
    public ConstraintsThat areOfType(ConstraintType type) {
        return satisfy(
                "are " + type.word() + " constraints",
                constraint -> constraint.type().equals(type.word()));
    }

    /** Choose deferrable constraints. */
    public ConstraintsThat areDeferrable() {
        return satisfy("are deferrable", Constraint::isDeferrable);
    }
}
