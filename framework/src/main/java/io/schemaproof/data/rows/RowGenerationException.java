package io.schemaproof.data.rows;

/**
 * Say that rows could not be generated at all: the connection is broken, or the request names what is not there. A table that
 * cannot be filled is no exception but a part of the result.
 *
 * @since 0.1
 */
public final class RowGenerationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RowGenerationException(String message) {
        super(message);
    }

    RowGenerationException(String message, Throwable cause) {
        super(message, cause);
    }
}
