package io.schemaproof.assertions.core;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Say that the object of an assertion does not exist, so that nothing which follows in the chain would make sense.
 *
 * @since 0.1
 */
public class MissingObjectError extends AssertionFailedError {

    private static final long serialVersionUID = 1L;

    MissingObjectError(@Nullable String message) {
        super(message);
    }

    MissingObjectError(@Nullable String message, @Nullable Object expected, @Nullable Object actual) {
        super(message, expected, actual);
    }
}
