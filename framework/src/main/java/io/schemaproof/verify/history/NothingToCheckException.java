package io.schemaproof.verify.history;

import io.schemaproof.migration.MigrationException;

/**
 * Signal that a starting point holds all that is to be checked. Nothing is wrong with it, and nothing was proved.
 *
 * @since 0.1
 */
public final class NothingToCheckException extends MigrationException {

    private static final long serialVersionUID = 1;

    public NothingToCheckException(String message) {
        super(message);
    }
}
