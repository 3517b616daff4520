package io.schemaproof.migration;

/**
 * What happens after a statement failed.
 *
 * @since 0.1
 */
public enum RunMode {
    /** The script ends there, as with psql's {@code ON_ERROR_STOP} and in every migration tool. */
    STOP,
    /** The next statement is run, as psql does by default; only where each statement is its own transaction. */
    CONTINUE
}
