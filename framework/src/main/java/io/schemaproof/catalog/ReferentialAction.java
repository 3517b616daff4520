package io.schemaproof.catalog;

/**
 * What a foreign key does when the referenced row goes or changes.
 *
 * @since 0.1
 */
public enum ReferentialAction {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT
}
