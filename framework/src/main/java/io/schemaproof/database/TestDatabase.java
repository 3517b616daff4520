package io.schemaproof.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A private database on a server of ours; gone when closed.
 *
 * @since 0.1
 */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicLong COUNTER = new AtomicLong();

    private final DatabaseServer server;
    private final ConnectionSettings settings;

    private TestDatabase(DatabaseServer server, String name) {
        this.server = server;
        this.settings = server.connection(name);
    }

    /** Create an empty database. */
    public static TestDatabase create(DatabaseServer server) {
        return create(server, "template1");
    }

    /** Create a database with the contents of this one. Nobody may be connected to this one meanwhile. */
    public TestDatabase copy() {
        return create(server, settings.database());
    }

    private static TestDatabase create(DatabaseServer server, String template) {
        String name = "schemaproof_" + COUNTER.incrementAndGet();
        String strategy = server.majorVersion() >= 15 ? " STRATEGY FILE_COPY" : "";
        execute(server, "CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
        return new TestDatabase(server, name);
    }

    public DatabaseServer server() {
        return server;
    }

    public ConnectionSettings settings() {
        return settings;
    }

    public String name() {
        return settings.database();
    }

    public DataSource dataSource() {
        return settings.dataSource();
    }

    /** Open a connection as superuser {@code postgres}. */
    public Connection connect() throws SQLException {
        return settings.connect();
    }

    /** Drop the database, with whoever is still connected. */
    @Override
    public void close() {
        execute(server, "DROP DATABASE IF EXISTS " + name() + " WITH (FORCE)");
    }

    private static void execute(DatabaseServer server, String sql) {
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException(sql + " failed on the " + server.provider() + " server: " + e.getMessage(), e);
        }
    }
}
