package io.schemaproof.assertions.structure;

/**
 * What can be granted.
 *
 * @since 0.1
 */
public enum Privilege {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE,
    REFERENCES,
    TRIGGER,
    /** PostgreSQL 17 and later. */
    MAINTAIN,
    USAGE,
    EXECUTE,
    CREATE,
    CONNECT,
    TEMPORARY;

    /** The first major version that has {@link #MAINTAIN}. */
    static final int MAINTAIN_SINCE = 17;
}
