package io.schemaproof.database.testcontainers;

import io.schemaproof.database.AbstractDatabaseServer;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server that runs in a container. */
final class ContainerServer extends AbstractDatabaseServer {

    private final PostgreSQLContainer container;

    private ContainerServer(PostgreSQLContainer container, String version, ConnectionSettings settings) {
        super(TestcontainersDatabaseProvider.NAME, version, settings);
        this.container = container;
    }

    /**
     * Take over a container that has started.
     *
     * @throws SQLException if its server cannot be asked for its version
     */
    static ContainerServer of(PostgreSQLContainer container) throws SQLException {
        ConnectionSettings settings = new ConnectionSettings(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                "postgres",
                "postgres",
                container.getPassword());
        try (Connection connection = settings.connect()) {
            return new ContainerServer(
                    container, version(connection.getMetaData().getDatabaseProductVersion()), settings);
        }
    }

    /** Debian's packages say "17.5 (Debian 17.5-1.pgdg120+1)". */
    private static String version(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    static String logOf(PostgreSQLContainer container) {
        try {
            return container.getContainerId() == null ? "" : container.getLogs();
        } catch (RuntimeException e) {
            return "";
        }
    }

    @Override
    protected boolean isAlive() {
        try {
            return container.isRunning();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    protected String currentLog() {
        return logOf(container);
    }

    @Override
    protected void stop() {
        container.stop();
    }

    @Override
    public Optional<ClientPrograms> clientPrograms() {
        return Optional.of(new ContainerClientPrograms(container, version()));
    }

    String containerId() {
        return container.getContainerId();
    }
}
