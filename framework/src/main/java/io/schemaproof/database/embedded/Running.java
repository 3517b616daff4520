package io.schemaproof.database.embedded;

/** The processes of a server that was started here. */
interface Running {

    /** Whether the server itself is running, or has not had time to tell. */
    boolean serverIsRunning();

    /** How the server ended, such as {@code status 1}. */
    String end();

    /** Stop the server and remove its folder. */
    void stop();
}
