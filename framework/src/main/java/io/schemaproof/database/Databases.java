package io.schemaproof.database;

import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Choose a provider and hand out its servers.
 *
 * @since 0.1
 */
public final class Databases {

    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
    private static final ConcurrentHashMap<ServerRequest, CompletableFuture<DatabaseServer>> SHARED =
            new ConcurrentHashMap<>();
    private static final Set<ServerRequest> ANNOUNCED = ConcurrentHashMap.newKeySet();
    private static final Set<DatabaseServer> STARTED = Collections.synchronizedSet(new LinkedHashSet<>());

    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Databases::closeAll, "schemaproof-databases"));
    }

    private Databases() {}

    /**
     * Return the server that this JVM shares among all who ask for the same; it is stopped when the JVM ends. If it died
     * meanwhile, a new one is started and the log says so.
     *
     * @throws DatabaseException if no provider can start one
     */
    public static DatabaseServer shared(ServerRequest request) {
        while (true) {
            CompletableFuture<DatabaseServer> mine = new CompletableFuture<>();
            CompletableFuture<DatabaseServer> found = SHARED.putIfAbsent(request, mine);
            if (found == null) {
                return startInto(mine, request);
            }
            DatabaseServer server = await(found);
            if (server.isRunning()) {
                return server;
            }
            // Whoever removes the dead one reports it; the others only find the new one.
            if (SHARED.remove(request, found)) {
                LOG.warn(
                        "The shared PostgreSQL {} server ({}) is gone; starting a new one. {}",
                        server.version(),
                        server.provider(),
                        LogTail.withoutStatements(server.log()));
                server.close();
            }
        }
    }

    /**
     * Have the next who asks get another server than this one, on which others have changed what all its databases share. What this
     * JVM has made there stays until it ends.
     */
    public static void leave(ServerRequest request, DatabaseServer server) {
        CompletableFuture<DatabaseServer> found = SHARED.get(request);
        if (found != null && found.isDone() && await(found) == server) {
            SHARED.remove(request, found);
        }
    }

    /**
     * Do ahead what {@link #shared} does for the first time in a JVM that is to find a kept server: classes are loaded by looking at one. It is neither taken nor
     * changed, and none is started.
     *
     * @throws DatabaseException if that goes wrong; whoever asks for the server is told of it
     */
    public static void rehearse(ServerRequest request) {
        if (request.reuse().isPresent()) {
            ServerRequest together = request.together();
            ProviderChoice.of(together).provider().rehearse(together);
        }
    }

    /** The servers that earlier runs of this user have kept on this machine. */
    public static List<KeptServer> kept(ServerRequest request) {
        return ProviderChoice.providers().stream()
                .flatMap(provider -> provider.kept(request).stream())
                .toList();
    }

    /**
     * Start a server for the caller alone, who closes it; it is stopped at the latest when the JVM ends.
     *
     * @throws DatabaseException if the provider's name is unknown, or if no provider can start a server
     */
    public static DatabaseServer start(ServerRequest request) {
        long begin = System.nanoTime();
        ProviderChoice choice = ProviderChoice.of(request);
        long chosen = System.nanoTime();
        DatabaseServer server = choice.provider().start(request);
        STARTED.add(server);
        if (request.reuse().isPresent() && !server.tenancy().kept()) {
            LOG.info(
                    "A server by {} ends with this JVM, although {} asks for one that outlives it: only those by embedded and"
                            + " local can",
                    server.provider(),
                    ConfigurationParameters.DATABASE_REUSE);
        }
        // Said once for each choice; a check that starts a server of its own need not repeat it.
        LOG.atLevel(ANNOUNCED.add(request) ? Level.INFO : Level.DEBUG)
                .log(
                        "PostgreSQL {} by {} (chosen in {} ms: {}), ready after {} ms",
                        server.version(),
                        server.provider(),
                        millis(begin, chosen),
                        choice.reason(),
                        millis(begin, System.nanoTime()));
        return server;
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private static DatabaseServer startInto(CompletableFuture<DatabaseServer> future, ServerRequest request) {
        try {
            // Databases of several JVMs lie beside each other on a server that outlives them.
            DatabaseServer server = start(request.together());
            future.complete(server);
            return server;
        } catch (RuntimeException | Error e) {
            SHARED.remove(request, future);
            future.completeExceptionally(e);
            throw e;
        }
    }

    private static DatabaseServer await(CompletableFuture<DatabaseServer> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            @Nullable Throwable cause = e.getCause();
            throw new DatabaseException(cause == null ? String.valueOf(e) : String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Servers of this JVM that have broken down before anybody closed them, the first that was started first. */
    public static List<DatabaseServer> brokenDown() {
        List<DatabaseServer> servers;
        synchronized (STARTED) {
            servers = List.copyOf(STARTED);
        }
        return servers.stream()
                .filter(server -> server instanceof AbstractDatabaseServer own && own.hasBrokenDown())
                .toList();
    }

    /** Whether the JVM ends, so that servers are gone, or soon are. */
    public static boolean areEnding() {
        return ending;
    }

    private static void closeAll() {
        ending = true;
        List<DatabaseServer> servers;
        synchronized (STARTED) {
            servers = List.copyOf(STARTED);
        }
        // What we have on a server of somebody else first: it may be one of ours.
        closeAll(servers.stream().filter(server -> !server.tenancy().wholeServer()));
        closeAll(servers.stream().filter(server -> server.tenancy().wholeServer()));
    }

    private static void closeAll(Stream<DatabaseServer> servers) {
        servers.parallel().forEach(server -> {
            try {
                server.close();
            } catch (RuntimeException e) {
                LOG.warn("A server could not be stopped: {}", e.getMessage());
            }
        });
    }
}
