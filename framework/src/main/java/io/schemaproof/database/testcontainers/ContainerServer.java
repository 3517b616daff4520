package io.schemaproof.database.testcontainers;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server that runs in a container. */
final class ContainerServer implements DatabaseServer {

    private final PostgreSQLContainer container;
    private final ConnectionSettings settings;
    private volatile String version = "unknown";
    private volatile boolean closed;
    private volatile String lastLog = "";

    ContainerServer(PostgreSQLContainer container, String password) {
        this.container = container;
        this.settings = new ConnectionSettings(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                "postgres",
                "postgres",
                password);
    }

    static String logOf(PostgreSQLContainer container) {
        try {
            return container.getContainerId() == null ? "" : container.getLogs();
        } catch (RuntimeException e) {
            return "";
        }
    }

    void version(String text) {
        // Debian's packages say "17.5 (Debian 17.5-1.pgdg120+1)".
        int end = text.indexOf(' ');
        version = end < 0 ? text : text.substring(0, end);
    }

    @Override
    public String provider() {
        return TestcontainersDatabaseProvider.NAME;
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
        if (closed) {
            return false;
        }
        try {
            return container.isRunning();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public String log() {
        return closed ? lastLog : logOf(container);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            lastLog = logOf(container);
            closed = true;
            container.stop();
        }
    }

    String containerId() {
        return container.getContainerId();
    }
}
