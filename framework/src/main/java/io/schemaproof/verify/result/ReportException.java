package io.schemaproof.verify.result;

import org.jspecify.annotations.Nullable;

/**
 * Signal that a report cannot be written. The message names the path and the way out; the verdicts stand.
 *
 * @since 0.1
 */
public class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
