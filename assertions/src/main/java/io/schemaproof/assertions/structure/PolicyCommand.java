package io.schemaproof.assertions.structure;

/**
 * The statements that a policy is for.
 *
 * @since 0.1
 */
public enum PolicyCommand {
    ALL,
    SELECT,
    INSERT,
    UPDATE,
    DELETE
}
