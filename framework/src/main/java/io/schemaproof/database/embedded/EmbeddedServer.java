package io.schemaproof.database.embedded;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;

/** A server that runs as a process of this machine. */
final class EmbeddedServer implements DatabaseServer {

    private static final int KEPT_LOG = 1 << 16;

    private final Supervisor supervisor;
    private final ServerFolder folder;
    private final String version;
    private final ConnectionSettings settings;
    private volatile boolean closed;
    private volatile String lastLog = "";

    EmbeddedServer(Supervisor supervisor, ServerFolder folder, String version, ConnectionSettings settings) {
        this.supervisor = supervisor;
        this.folder = folder;
        this.version = version;
        this.settings = settings;
    }

    @Override
    public String provider() {
        return EmbeddedDatabaseProvider.NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public ConnectionSettings connection(String database) {
        return settings.withDatabase(database);
    }

    @Override
    public boolean isRunning() {
        return !closed && supervisor.serverIsRunning();
    }

    @Override
    public String log() {
        return closed ? lastLog : folder.log();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            String log = folder.log();
            lastLog = log.substring(Math.max(0, log.length() - KEPT_LOG));
            closed = true;
            supervisor.stop();
        }
    }

    ServerFolder folder() {
        return folder;
    }
}
