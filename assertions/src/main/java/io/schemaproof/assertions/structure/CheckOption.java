package io.schemaproof.assertions.structure;

/**
 * Which conditions a row written through a view must satisfy.
 *
 * @since 0.1
 */
public enum CheckOption {
    /** The view's own. */
    LOCAL,
    /** The view's and those of the views below it. */
    CASCADED
}
