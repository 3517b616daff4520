package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;

/**
 * Where a column's value comes from when an INSERT does not give one.
 *
 * @since 0.1
 */
public sealed interface ColumnValue {

    /** From nowhere: it is NULL. */
    record None() implements ColumnValue {}

    /**
     * From a default.
     *
     * @param expression as in {@code 0} or {@code 'open'} or {@code now()}
     */
    record Default(String expression) implements ColumnValue {}

    /**
     * From the sequence of an identity column.
     *
     * @param options as in parentheses behind IDENTITY; what is not said is at its default
     */
    record Identity(IdentityGeneration generation, String options) implements ColumnValue {}

    /** From other columns. */
    record From(Generated how, String expression) implements ColumnValue {}
}
