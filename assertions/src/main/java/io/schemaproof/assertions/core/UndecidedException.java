package io.schemaproof.assertions.core;

import io.schemaproof.query.QueryException;

/**
 * Signal that a question could not be put to the server, so that nobody knows the answer.
 *
 * @since 0.1
 */
public class UndecidedException extends QueryException {

    private static final long serialVersionUID = 1L;

    public UndecidedException(String message) {
        super(message);
    }

    public UndecidedException(String message, Throwable cause) {
        super(message, cause);
    }
}
