package io.schemaproof.backup;

import org.jspecify.annotations.Nullable;

/**
 * Signal that a backup cannot be taken, read or restored. The message says why and what to do.
 *
 * @since 0.1
 */
public class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BackupException(String message) {
        super(message);
    }

    public BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
