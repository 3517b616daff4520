package io.schemaproof.database.embedded;

import io.schemaproof.database.AbstractDatabaseServer;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.InstalledClientPrograms;
import java.util.List;
import java.util.Optional;

/** A server that runs as a process of this machine. */
final class EmbeddedServer extends AbstractDatabaseServer {

    private static final int KEPT_LOG = 1 << 16;

    private final Programs programs;
    private final Running supervisor;
    private final ServerFolder folder;

    EmbeddedServer(Programs programs, Launched launched) {
        super(programs.provider(), launched.version(), launched.settings());
        this.programs = programs;
        this.supervisor = launched.running();
        this.folder = launched.folder();
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

    /** Those of Maven Central come without; what is installed has them beside the server, where its package for clients is too. */
    @Override
    public Optional<ClientPrograms> clientPrograms() {
        return InstalledClientPrograms.in(List.of(programs.folder())).stream().findFirst();
    }

    ServerFolder folder() {
        return folder;
    }
}
