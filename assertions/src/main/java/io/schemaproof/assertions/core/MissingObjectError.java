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

    /** The same error with another message, and of this class if it was. */
    static AssertionFailedError like(AssertionFailedError error, String message) {
        boolean missing = error instanceof MissingObjectError;
        boolean undecided = error instanceof UndecidedError;
        if (!error.isExpectedDefined()) {
            return missing
                    ? new MissingObjectError(message)
                    : undecided ? new UndecidedError(message) : new AssertionFailedError(message);
        }
        Object expected = error.getExpected().getValue();
        Object actual = error.getActual().getValue();
        if (undecided) {
            return new UndecidedError(message, expected, actual);
        }
        return missing
                ? new MissingObjectError(message, expected, actual)
                : new AssertionFailedError(message, expected, actual);
    }
}
