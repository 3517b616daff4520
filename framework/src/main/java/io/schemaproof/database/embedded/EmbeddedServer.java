package io.schemaproof.database.embedded;

import io.schemaproof.database.AbstractDatabaseServer;
import io.schemaproof.database.ConnectionSettings;

/** A server that runs as a process of this machine. */
final class EmbeddedServer extends AbstractDatabaseServer {

    private static final int KEPT_LOG = 1 << 16;

    private final Supervisor supervisor;
    private final ServerFolder folder;

    EmbeddedServer(Supervisor supervisor, ServerFolder folder, String version, ConnectionSettings settings) {
        super(EmbeddedDatabaseProvider.NAME, version, settings);
        this.supervisor = supervisor;
        this.folder = folder;
    }

    @Override
    protected boolean isAlive() {
        return supervisor.serverIsRunning();
    }

    @Override
    protected String currentLog() {
        return folder.log();
    }

    @Override
    protected String keptLog() {
        String log = folder.log();
        return log.substring(Math.max(0, log.length() - KEPT_LOG));
    }

    @Override
    protected void stop() {
        supervisor.stop();
    }

    ServerFolder folder() {
        return folder;
    }
}
