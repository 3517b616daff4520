package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.core.UndecidedException;
import io.schemaproof.assertions.core.Workshop;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.verify.contract.StructureCopy;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that somebody else owns: every session of it is read-only for the server. What a contract writes otherwise than the server
 * does, the server is asked on a copy of its structure, which is made when it is needed and goes when this is closed.
 */
final class ReadDatabase implements DataSource, Workshop, AutoCloseable {

    private final JdbcUrl url;
    private @Nullable DatabaseServer server;
    private @Nullable TestDatabase copy;
    private @Nullable OneSession session;
    private @Nullable String whyNot;

    ReadDatabase(JdbcUrl url) {
        this.url = url;
    }

    @Override
    public Connection getConnection() {
        return url.connect();
    }

    @Override
    public synchronized DataSource workshop() {
        if (whyNot != null) {
            throw new UndecidedException(whyNot);
        }
        OneSession known = session;
        if (known != null) {
            return known;
        }
        try (Connection connection = url.connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            DatabaseServer started = Databases.start(ServerRequest.from(
                    Configuration.of(Map.of(ConfigurationParameters.DATABASE_VERSION, String.valueOf(version)))
                            .orElse(Configuration.ofSystem())));
            server = started;
            TestDatabase made = TestDatabase.create(started);
            copy = made;
            StructureCopy.make(connection, made);
            OneSession asked = new OneSession(made.dataSource());
            session = asked;
            return asked;
        } catch (SQLException | DatabaseException e) {
            whyNot = "No copy of the structure of " + url.shown() + " can be made: "
                    + url.withoutSecrets(String.valueOf(e.getMessage()));
            throw new UndecidedException(whyNot);
        }
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
        if (copy != null) {
            copy.close();
            copy = null;
        }
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("This is no " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The URL says who connects.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("Messages go through SLF4J.");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The URL says how long to wait: loginTimeout.");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Messages go through SLF4J.");
    }
}
