package io.schemaproof.database;

import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Choose a provider and hand out its servers.
 *
 * @since 0.1
 */
public final class Databases {

    private static final ConcurrentHashMap<ServerRequest, DatabaseServer> SHARED = new ConcurrentHashMap<>();

    private Databases() {}

    /**
     * Return the server that this JVM shares among all who ask for the same; it is stopped when the JVM ends.
     *
     * @throws DatabaseException if no provider can start one
     */
    public static DatabaseServer shared(ServerRequest request) {
        return SHARED.computeIfAbsent(request, Databases::start);
    }

    /**
     * Start a server for the caller alone, who closes it.
     *
     * @throws DatabaseException if no provider can start one
     */
    public static DatabaseServer start(ServerRequest request) {
        for (DatabaseProvider provider : ServiceLoader.load(DatabaseProvider.class)) {
            if (provider.availability(request).available()) {
                return provider.start(request);
            }
        }
        throw new DatabaseException("No provider can start PostgreSQL " + request.majorVersion() + " here.");
    }
}
