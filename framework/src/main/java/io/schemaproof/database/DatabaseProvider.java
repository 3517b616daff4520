package io.schemaproof.database;

import java.util.List;

/**
 * Start PostgreSQL servers of one kind. Found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface DatabaseProvider {

    /** The name by which {@code schemaproof.database} forces this provider. */
    String name();

    /** Say without side effects, and within some tens of milliseconds, whether {@link #start} can work here. */
    Availability availability(ServerRequest request);

    /**
     * Start a server and return once it answers queries.
     *
     * @throws DatabaseException if it does not start; the message holds the server's own words
     */
    DatabaseServer start(ServerRequest request);

    /**
     * The servers that earlier runs of this user have kept on this machine, of whatever version; none where the provider keeps none.
     *
     * @param request says where to look
     */
    default List<KeptServer> kept(ServerRequest request) {
        return List.of();
    }

    /**
     * Do once, in a thread beside, what finding a kept server does, since the first time takes many times longer than the second. Nothing is started, taken,
     * changed or made by it; nothing is done where no server is kept.
     */
    default void rehearse(ServerRequest request) {}

    /**
     * Whether a provider can work here, and why.
     *
     * @param reason half a sentence, such as {@code no Docker engine answers on /var/run/docker.sock}
     */
    record Availability(boolean available, String reason) {

        public static Availability yes(String reason) {
            return new Availability(true, reason);
        }

        public static Availability no(String reason) {
            return new Availability(false, reason);
        }
    }
}
