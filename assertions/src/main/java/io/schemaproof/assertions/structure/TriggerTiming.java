package io.schemaproof.assertions.structure;

/**
 * When a trigger fires.
 *
 * @since 0.1
 */
public enum TriggerTiming {
    BEFORE,
    AFTER,
    INSTEAD_OF
}
