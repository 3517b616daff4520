package io.schemaproof.suites.project;

import org.jspecify.annotations.Nullable;

/**
 * Signal that a project cannot be set up as it is. The message names the file, the line where there is one, and the way out.
 *
 * @since 0.1
 */
public final class ProjectException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProjectException(String message) {
        super(message);
    }

    ProjectException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
