package io.schemaproof.database;

import org.jspecify.annotations.Nullable;

/**
 * Signal that no database could be provided. The message says what was tried and what to do.
 *
 * @since 0.1
 */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
