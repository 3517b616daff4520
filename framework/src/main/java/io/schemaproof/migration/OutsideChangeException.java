package io.schemaproof.migration;

import io.schemaproof.configuration.ConfigurationParameters;

/**
 * Signal that a script would change on a server of somebody else what is not ours there. It was not sent.
 *
 * @since 0.1
 */
public final class OutsideChangeException extends MigrationException {

    private static final long serialVersionUID = 1;

    private OutsideChangeException(String message) {
        super(message);
    }

    static OutsideChangeException of(Statement statement, String change) {
        return new OutsideChangeException(
                statement.file() + ":" + statement.line() + " reaches beyond its database, on a"
                        + " server that is somebody else's: " + change
                        + "\nIt was not sent: what it changes would outlive the run, or is another's." + wayOut());
    }

    static OutsideChangeException ofCommand(Script script) {
        return new OutsideChangeException(
                script.path() + " is a shell command. What it does on a server that is somebody"
                        + " else's cannot be looked at beforehand, so it was not run." + wayOut());
    }

    private static String wayOut() {
        return " Verify it on a server of its own (--database embedded), or allow it by --allow-cluster-changes ("
                + ConfigurationParameters.DATABASE_CLUSTER_CHANGES
                + "=true): roles and the like that it makes then stay there.";
    }
}
