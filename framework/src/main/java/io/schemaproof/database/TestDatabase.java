package io.schemaproof.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private database on a server of ours; gone when closed.
 *
 * @since 0.1
 */
public final class TestDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TestDatabase.class);

    private enum State {
        OPEN,
        KEPT,
        CLOSED
    }

    private final DatabaseServer server;
    private final ConnectionSettings settings;
    private final DataSource dataSource;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    private final Optional<String> lastMigration;

    private TestDatabase(DatabaseServer server, String name, Optional<String> lastMigration) {
        this.server = server;
        this.settings = server.connection(name);
        this.lastMigration = lastMigration;
        this.dataSource = new TestDataSource(this);
    }

    /**
     * Create an empty database.
     *
     * @throws DatabaseException if the server refuses or is gone
     */
    public static TestDatabase create(DatabaseServer server) {
        return copyOf(server, server.tenancy().empty(), Optional.empty());
    }

    /**
     * Create a database with the contents, the settings, the privileges and the owner of this one. Sessions that have just
     * been closed are waited for.
     *
     * @throws DatabaseException if somebody is connected to this one; the message names them
     */
    public TestDatabase copy() {
        return copyOf(server, name(), lastMigration);
    }

    static TestDatabase copyOf(DatabaseServer server, String template, Optional<String> lastMigration) {
        String name = server.tenancy().next();
        DatabaseCopy.copy(server, template, name);
        return new TestDatabase(server, name, lastMigration);
    }

    /** A database that has just been made, and that nobody else has. */
    static TestDatabase named(DatabaseServer server, String name, Optional<String> lastMigration) {
        return new TestDatabase(server, name, lastMigration);
    }

    /** Whether a database of this name is one of ours, which may be done with as one likes. */
    public static boolean isName(String database) {
        return DatabaseNames.OURS.matcher(database).matches();
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

    /** The last of the migrations with which it was made, as its file is called; empty where none was applied, or nobody said. */
    public Optional<String> lastMigration() {
        return lastMigration;
    }

    /**
     * The same object each time, so that two queries of one database are seen to be of one. It {@linkplain DataSource#unwrap
     * unwraps} to this database.
     */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Open a connection as superuser {@code postgres}; on a server of somebody else, as the user whom he has named. */
    public Connection connect() throws SQLException {
        return settings.connect();
    }

    /**
     * Keep the database as evidence: {@link #close} leaves it alone, and it lives until the server stops.
     *
     * @return how to connect to it, as a command for the shell; with the password where it was made for this server alone
     */
    public String keep() {
        state.compareAndSet(State.OPEN, State.KEPT);
        String password = server.tenancy().wholeServer() ? "PGPASSWORD='" + settings.password() + "' " : "";
        return password + "psql -h " + settings.host() + " -p " + settings.port() + " -U " + settings.user() + " "
                + name();
    }

    /**
     * Drop the database, with whoever is still connected; the log names them. Returns before the database is gone, which it
     * is soon after, and certainly when the server stops. Does nothing the second time.
     */
    @Override
    public void close() {
        if (state.get() == State.KEPT) {
            LOG.info("Database {} is kept until its server stops", name());
        } else if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            DropQueue.drop(server, name());
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
