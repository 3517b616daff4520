package io.schemaproof.database;

import java.util.Optional;

/**
 * A running PostgreSQL server. Unless its {@linkplain #tenancy() tenancy} says otherwise, this framework started it and may do
 * with it as it likes.
 *
 * @since 0.1
 */
public interface DatabaseServer extends AutoCloseable {

    /** Name of the provider that started it. */
    String provider();

    /** The server's version text, such as {@code 17.11}. */
    String version();

    /** PostgreSQL's major version. */
    default int majorVersion() {
        return MajorVersion.of(version());
    }

    /**
     * How to connect to a database of this server as its superuser {@code postgres}; on a server of somebody else, as the user
     * whom he has named.
     */
    ConnectionSettings connection(String database);

    /** How much of it is ours. */
    default Tenancy tenancy() {
        return Tenancy.WHOLE_SERVER;
    }

    /** The client programs that came with the server, which need not be installed here; empty if it came without. */
    default Optional<ClientPrograms> clientPrograms() {
        return Optional.empty();
    }

    /** Whether the server is still there; false after {@link #close} and after a crash. */
    boolean isRunning();

    /** What the server has logged so far; after {@link #close} the end of what it had logged. */
    String log();

    /** Stop the server and remove everything it left, of a server of somebody else what is ours; does nothing the second time. */
    @Override
    void close();
}
