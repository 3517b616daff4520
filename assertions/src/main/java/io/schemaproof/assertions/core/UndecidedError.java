package io.schemaproof.assertions.core;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Say that nothing was checked, or that nobody can tell: a failure of the test, but not one of what it is about.
 *
 * @since 0.1
 */
public class UndecidedError extends AssertionFailedError {

    private static final long serialVersionUID = 1L;

    UndecidedError(@Nullable String message) {
        super(message);
    }

    UndecidedError(@Nullable String message, @Nullable Object expected, @Nullable Object actual) {
        super(message, expected, actual);
    }
}
