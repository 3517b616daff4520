package io.schemaproof.database.external;

import io.schemaproof.base.SqlText;
import io.schemaproof.database.AbstractDatabaseServer;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerAddress;
import io.schemaproof.database.Tenancy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our databases on a server of somebody else. */
final class ExternalServer extends AbstractDatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalServer.class);
    private static final int VALID_SECONDS = 10;
    private static final int ATTEMPTS = 3;

    /** The server cuts neither off, nor does a router in between. */
    private static final Map<String, String> LASTING =
            Map.of("ApplicationName", "schemaproof run", "tcpKeepAlive", "true");

    private static final String LOCK = "SELECT pg_catalog.pg_advisory_lock(?)";

    private final ServerAddress address;
    private final ConnectionSettings settings;
    private final RunName run;
    private final Tenancy tenancy;
    private final Connection holder;
    private final Optional<PoolSeat> seat;

    private ExternalServer(
            ServerAddress address,
            ConnectionSettings settings,
            ServerFacts facts,
            RunName run,
            Connection holder,
            Optional<PoolSeat> seat) {
        super("external", facts.version(), settings);
        this.address = address;
        this.settings = settings;
        this.run = run;
        this.tenancy = Tenancy.of(run.home(), run.prefix(), facts.superuser(), settings.guarded());
        this.holder = holder;
        this.seat = seat;
    }

    /**
     * Begin a run.
     *
     * @param first a session of any database
     * @param seat given back when the run ends
     */
    static ExternalServer open(
            ServerAddress address,
            ConnectionSettings settings,
            Connection first,
            ServerFacts facts,
            Optional<PoolSeat> seat)
            throws SQLException {
        RunName run = RunName.next();
        // Before the first database is there, so that no other run takes it for one of a killed run.
        lock(first, run);
        boolean open = false;
        try (Statement statement = first.createStatement()) {
            String home = SqlText.identifier(run.home());
            statement.execute("CREATE DATABASE " + home + " TEMPLATE template0");
            statement.execute(
                    "COMMENT ON DATABASE " + home + " IS " + SqlText.literal(run.mark(OwnerProcess.current())));
            ExternalServer server = new ExternalServer(address, settings, facts, run, hold(settings, run), seat);
            open = true;
            if (facts.createsRoles()) {
                LOG.info(
                        "User {} may do more on the server {} than is needed. With CREATEDB alone the server itself refuses"
                                + " whatever reaches beyond the databases of this run",
                        facts.user(),
                        address);
            }
            return server;
        } finally {
            if (!open) {
                AbandonedRuns.drop(first, run);
            }
        }
    }

    private static Connection hold(ConnectionSettings settings, RunName run) throws SQLException {
        Connection holder = settings.withDatabase(run.home()).connect(LASTING);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET idle_session_timeout = 0; SET statement_timeout = 0");
            lock(holder, run);
            return holder;
        } catch (SQLException e) {
            holder.close();
            throw e;
        }
    }

    private static void lock(Connection connection, RunName run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, run.lock());
            statement.execute();
        }
    }

    @Override
    public Tenancy tenancy() {
        return tenancy;
    }

    @Override
    protected void requireOurs(String database) {
        if (!database.startsWith(run.prefix())) {
            throw new DatabaseException("Database " + database + " of the server " + address
                    + " is not one that this run has made. On a server of somebody else no other is touched.");
        }
    }

    /** The session that holds the lock: without it another run may take our databases away. */
    @Override
    protected boolean isAlive() {
        try {
            return holder.isValid(VALID_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    protected String currentLog() {
        return "(The log of a server of somebody else is not read.)";
    }

    @Override
    protected void stop() {
        try (Connection last = lastSession()) {
            dropAll(last);
        } catch (SQLException e) {
            // What was asked of the server is answered; that must not be lost.
            LOG.warn(
                    "Databases {}… on the server {} could not be dropped and stay until the next run there begins: {}",
                    run.prefix(),
                    address,
                    address.withoutSecrets(String.valueOf(e.getMessage())));
        } finally {
            seat.ifPresent(PoolSeat::close);
            try {
                holder.close();
            } catch (SQLException e) {
                LOG.debug("The session that held run {} was lost: {}", run.text(), e.getMessage());
            }
        }
    }

    /** Somebody who has not heard yet that the run is over may come back once more. */
    private void dropAll(Connection last) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            RunSessions.end(last, run);
            try {
                AbandonedRuns.drop(last, run);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !AbandonedRuns.OBJECT_IN_USE.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /** One that is in none of our databases. Where there are no more connections, our own make room. */
    private Connection lastSession() throws SQLException {
        try {
            return settings.connect(LASTING);
        } catch (SQLException e) {
            if (!"53300".equals(e.getSQLState()) || !isAlive()) {
                throw e;
            }
        }
        RunSessions.end(holder, run);
        holder.close();
        return settings.connect(LASTING);
    }
}
