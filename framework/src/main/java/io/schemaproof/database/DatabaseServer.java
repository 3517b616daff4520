package io.schemaproof.database;

import java.util.Optional;

/**
 * A running PostgreSQL server that this framework started and may do with as it likes.
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

    /** How to connect to a database of this server as its superuser {@code postgres}. */
    ConnectionSettings connection(String database);

    /** The client programs that came with the server, which need not be installed here; empty if it came without. */
    default Optional<ClientPrograms> clientPrograms() {
        return Optional.empty();
    }

    /** Whether the server is still there; false after {@link #close} and after a crash. */
    boolean isRunning();

    /** What the server has logged so far; after {@link #close} the end of what it had logged. */
    String log();

    /** Stop the server and remove everything it left; does nothing the second time. */
    @Override
    void close();
}
