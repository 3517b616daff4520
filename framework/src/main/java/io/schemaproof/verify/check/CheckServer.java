package io.schemaproof.verify.check;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;

/**
 * A server on which a check makes its databases: one that another check uses too where no migration touches what all databases
 * of a server share, else one of its own.
 */
public final class CheckServer implements AutoCloseable {

    private final ServerRequest request;
    private final boolean own;
    private ServerLease lease;

    private CheckServer(ServerRequest request, ServerLease lease, boolean own) {
        this.request = request;
        this.lease = lease;
        this.own = own;
    }

    /** Take one for the caller alone. */
    public static CheckServer alone(ServerRequest request) {
        return new CheckServer(request, ServerLease.take(request), true);
    }

    /** Another that works on the same server; it is not renewed and leaves the server running. */
    public CheckServer shared() {
        return new CheckServer(request, lease, false);
    }

    public DatabaseServer get() {
        return lease.server();
    }

    /**
     * Go on with another server, without roles that migrations have made. Databases of this one are gone then.
     *
     * @throws MigrationException if the server is somebody else's, where such roles stay
     */
    public void renew() {
        if (!own) {
            throw new IllegalStateException("A shared server cannot be renewed.");
        }
        requireBeginsAnew(get());
        lease.close();
        lease = ServerLease.take(request);
    }

    /**
     * Refuse to go on where what all databases of a server share was changed, and stays.
     *
     * @throws MigrationException if the server is somebody else's, and scripts may change more than their databases
     */
    public static void requireBeginsAnew(DatabaseServer server) {
        if (!server.tenancy().beginsAnew()) {
            throw new MigrationException(
                    "What all databases of a server share, such as roles, was changed on one that is somebody else's, and stays"
                            + " there: nothing further would find it as the first run did. Have it made there beforehand, so that"
                            + " the migrations find it, or verify on a server of its own (--database embedded).");
        }
    }

    @Override
    public void close() {
        if (own) {
            lease.close();
        }
    }
}
