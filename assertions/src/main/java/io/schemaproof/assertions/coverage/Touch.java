package io.schemaproof.assertions.coverage;

/**
 * What an assertion did with an object, from least to most.
 *
 * @since 0.1
 */
public enum Touch {
    /** No assertion came near it. */
    UNTOUCHED,
    /** An assertion passed through it or read its rows; nothing was asserted about the object itself. */
    LOOKED_UP,
    /** Something was asserted about it, or a check of its owner named it. */
    ASSERTED
}
