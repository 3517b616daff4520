package io.schemaproof.data.rows;

/**
 * One of the ways in which rows are tried.
 *
 * @param explicitNumbers whether columns with a sequence get values of ours
 * @param nulls whether NULL is used where it is not needed
 * @param defaults whether columns with a default are left to it
 * @param filter whether rows that fail a check are left out before they are sent
 */
record Variant(boolean explicitNumbers, boolean nulls, boolean defaults, boolean filter) {

    static final Variant USUAL = new Variant(false, true, false, true);

    Variant explicit() {
        return new Variant(true, nulls, defaults, filter);
    }

    Variant withoutNulls() {
        return new Variant(explicitNumbers, false, defaults, filter);
    }

    Variant withDefaults() {
        return new Variant(explicitNumbers, nulls, true, filter);
    }

    Variant unfiltered() {
        return new Variant(explicitNumbers, nulls, defaults, false);
    }
}
