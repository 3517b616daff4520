package io.schemaproof.database;

/**
 * A server that an earlier run has kept for the next.
 *
 * @since 0.1
 */
public interface KeptServer {

    /** Name it for people: version, port, process. */
    String describe();

    /** Whether some JVM works on it. */
    boolean isInUse();

    /**
     * End it and remove all that is left of it; does nothing where that has happened meanwhile.
     *
     * @throws DatabaseException if it does not end
     */
    void stop();
}
