package io.schemaproof.database;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that nobody else works on until it is given back. If by then all that was done to it happened inside databases of
 * ours, these are dropped and the next who asks gets the same server, which saves a start; otherwise it is stopped.
 *
 * @since 0.1
 */
public final class ServerLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLease.class);
    private static final ConcurrentHashMap<ServerRequest, LinkedBlockingDeque<ServerLease>> IDLE =
            new ConcurrentHashMap<>();

    private final ServerRequest request;
    private final DatabaseServer server;
    private final Optional<SharedState> clean;

    private ServerLease(ServerRequest request, DatabaseServer server, Optional<SharedState> clean) {
        this.request = request;
        this.server = server;
        this.clean = clean;
    }

    /**
     * Return an idle server, or start one.
     *
     * @throws DatabaseException if no provider can start one
     */
    public static ServerLease take(ServerRequest request) {
        LinkedBlockingDeque<ServerLease> idle = idle(request);
        for (ServerLease lease = idle.pollFirst(); lease != null; lease = idle.pollFirst()) {
            if (lease.server.isRunning()) {
                return new ServerLease(request, lease.server, lease.clean);
            }
            lease.server.close();
        }
        DatabaseServer server = Databases.start(request);
        return new ServerLease(request, server, state(server));
    }

    /** As many wait as can be used at a time without one being in the way of the other. */
    private static LinkedBlockingDeque<ServerLease> idle(ServerRequest request) {
        return IDLE.computeIfAbsent(
                request, key -> new LinkedBlockingDeque<>(Runtime.getRuntime().availableProcessors()));
    }

    /** The server; not to be closed. */
    public DatabaseServer server() {
        return server;
    }

    /** Give the server back, with all databases on it. */
    @Override
    public void close() {
        if (!isClean() || !idle(request).offerFirst(this)) {
            server.close();
        }
    }

    private boolean isClean() {
        if (clean.isEmpty() || !server.isRunning() || !state(server).equals(clean)) {
            return false;
        }
        try {
            ours(server).forEach(name -> DropQueue.drop(server, name));
            return true;
        } catch (DatabaseException e) {
            LOG.debug("{} The server is stopped.", e.getMessage());
            return false;
        }
    }

    private static List<String> ours(DatabaseServer server) {
        return MaintenanceSessions.run(server, "Listing databases", connection -> {
            List<String> names = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database WHERE datname ~ '^"
                            + server.tenancy().disposable() + "$'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    /** Empty if it cannot be read; then the server is not used twice. */
    private static Optional<SharedState> state(DatabaseServer server) {
        if (!server.tenancy().wholeServer()) {
            // What others do there is nothing of ours, and what we do outside our databases is refused.
            return Optional.of(SharedState.NONE);
        }
        try {
            return Optional.of(MaintenanceSessions.run(server, "Reading what databases share", SharedState::read));
        } catch (DatabaseException e) {
            LOG.debug("{} The server is not used again.", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "lease of PostgreSQL " + server.version() + " by " + server.provider();
    }
}
