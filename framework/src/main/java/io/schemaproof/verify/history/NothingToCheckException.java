package io.schemaproof.verify.history;

import io.schemaproof.migration.MigrationException;

/**
 * Signal that nothing is left to check, such as where a starting point holds it all. Nothing is wrong with it, and nothing was proved.
 *
 * @since 0.1
 */
public class NothingToCheckException extends MigrationException {

    private static final long serialVersionUID = 1;

    public NothingToCheckException(String message) {
        super(message);
    }
}
