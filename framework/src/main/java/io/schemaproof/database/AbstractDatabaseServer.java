package io.schemaproof.database;

import java.util.regex.Pattern;

/**
 * What the servers of all providers have in common: they are stopped once, and the end of their log outlives them.
 *
 * @since 0.1
 */
public abstract class AbstractDatabaseServer implements DatabaseServer {

    /** What a server says when one of its processes has ended as none should, after which it ends the others. */
    private static final Pattern BREAKDOWN = Pattern.compile("was terminated by (?:signal|exception)|PANIC:  ");

    private final String provider;
    private final String version;
    private final ConnectionSettings settings;
    private volatile boolean closed;
    private volatile boolean brokeDown;
    private volatile String lastLog = "";

    /**
     * Take over a server that has started.
     *
     * @param settings how to connect to any of its databases
     */
    protected AbstractDatabaseServer(String provider, String version, ConnectionSettings settings) {
        this.provider = provider;
        this.version = version;
        this.settings = settings;
    }

    /** Whether a server that nobody has closed is still there. */
    protected abstract boolean isAlive();

    /** What a server that nobody has closed has logged so far. */
    protected abstract String currentLog();

    /** The log to keep when the server is stopped; all of it, unless the provider knows better. */
    protected String keptLog() {
        return currentLog();
    }

    /** Stop the server and remove everything it left; called once. */
    protected abstract void stop();

    @Override
    public final String provider() {
        return provider;
    }

    @Override
    public final String version() {
        return version;
    }

    /**
     * Refuse a database that is not ours.
     *
     * @throws DatabaseException if it is none
     */
    protected void requireOurs(String database) {
        // On a server of ours all are.
    }

    @Override
    public final ConnectionSettings connection(String database) {
        requireOurs(database);
        return settings.withDatabase(database);
    }

    @Override
    public final boolean isRunning() {
        return !closed && isAlive();
    }

    /** Whether it has ended before anybody closed it, or was about to. */
    final boolean hasBrokenDown() {
        return (closed ? brokeDown : !isAlive()) || BREAKDOWN.matcher(log()).find();
    }

    @Override
    public final String log() {
        return closed ? lastLog : currentLog();
    }

    @Override
    public final synchronized void close() {
        if (!closed) {
            brokeDown = !isAlive();
            lastLog = keptLog();
            closed = true;
            stop();
        }
    }
}
