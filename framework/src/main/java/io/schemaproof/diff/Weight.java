package io.schemaproof.diff;

/**
 * How much a change matters.
 *
 * @since 0.1
 */
public enum Weight {
    /** Somebody who uses the database could notice it. */
    SIGNIFICANT,
    /** Nothing but the order of columns, the layout of a function or the spelling of an equal expression. */
    COSMETIC
}
