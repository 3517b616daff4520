package io.schemaproof.assertions.contract;

/**
 * What a check constraint has to be.
 *
 * @param isNoInherit whether children of the table do not have it
 * @since 0.1
 */
public record CheckContract(String condition, boolean isNoInherit, ConstraintState state) {

    /** A check that holds for every row and for children of the table. */
    public static CheckContract check(String condition) {
        return new CheckContract(condition, false, ConstraintState.VALID);
    }

    /** The same, NO INHERIT. */
    public CheckContract noInherit() {
        return new CheckContract(condition, true, state);
    }

    /** The same, NOT VALID or NOT ENFORCED. */
    public CheckContract in(ConstraintState other) {
        return new CheckContract(condition, isNoInherit, other);
    }
}
