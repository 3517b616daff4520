package io.schemaproof.verify.check;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.ServerRequest;

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

    /** Go on with another server, without roles that migrations have made. Databases of this one are gone then. */
    public void renew() {
        if (!own) {
            throw new IllegalStateException("A shared server cannot be renewed.");
        }
        lease.close();
        lease = ServerLease.take(request);
    }

    @Override
    public void close() {
        if (own) {
            lease.close();
        }
    }
}
