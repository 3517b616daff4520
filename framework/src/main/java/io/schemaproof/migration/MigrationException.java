package io.schemaproof.migration;

import org.jspecify.annotations.Nullable;

/**
 * Signal that migrations cannot be read: a wrong folder, a broken file, a name twice. The message names the file and the
 * way out.
 *
 * @since 0.1
 */
public class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
