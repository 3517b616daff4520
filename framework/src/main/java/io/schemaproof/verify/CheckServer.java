package io.schemaproof.verify;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.util.Optional;

/**
 * A server on which a check makes its databases: one that others use too where no migration touches what all databases of a
 * server share, else one of its own.
 */
final class CheckServer implements AutoCloseable {

    private final ServerRequest request;
    private DatabaseServer server;
    private boolean own;

    private CheckServer(ServerRequest request, DatabaseServer server, boolean own) {
        this.request = request;
        this.server = server;
        this.own = own;
    }

    /** @param shared a server to work on, whose owner closes it; if there is none, one is started */
    static CheckServer open(Optional<DatabaseServer> shared, ServerRequest request) {
        return new CheckServer(request, shared.orElseGet(() -> Databases.start(request)), shared.isEmpty());
    }

    DatabaseServer get() {
        return server;
    }

    /** Go on with a new server, without roles that migrations have made. Databases of the old one are gone if it was its own. */
    void renew() {
        close();
        server = Databases.start(request);
        own = true;
    }

    @Override
    public void close() {
        if (own) {
            server.close();
        }
    }
}
