package io.schemaproof.suites.launcher;

import io.schemaproof.verify.result.ReportException;

/** Signals that the pages of a report cannot be made. The message names the way out. */
final class ReportToolException extends ReportException {

    private static final long serialVersionUID = 1;

    ReportToolException(String message) {
        super(message, null);
    }
}
