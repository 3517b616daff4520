package io.schemaproof.assertions.core;

import org.opentest4j.AssertionFailedError;

/**
 * Say that the object of an assertion does not exist, so that nothing which follows in the chain would make sense.
 *
 * @since 0.1
 */
public class MissingObjectError extends AssertionFailedError {

    private static final long serialVersionUID = 1L;

    MissingObjectError(String message) {
        super(message);
    }

    MissingObjectError(String message, Object expected, Object actual) {
        super(message, expected, actual);
    }
}
