package io.schemaproof.database;

/**
 * Signal that somebody else has changed what all databases of a kept server share, such as roles: what is made there now would
 * find something else than on a server of its own. Another server has to be taken.
 *
 * @since 0.1
 */
public final class ServerChangedException extends DatabaseException {

    private static final long serialVersionUID = 1;

    public ServerChangedException(String message) {
        super(message);
    }
}
