package io.schemaproof.trace;

/**
 * How the work of a statement grows with the tables that existed before its migration.
 *
 * @since 0.1
 */
public enum CostClass {
    /** O(1): the same on small and on large tables. */
    CONSTANT,
    /** O(rows): more on larger tables. */
    ROWS,
    /** Not known, because it could not be looked at, or because the tables were equally large both times. */
    UNKNOWN
}
