package io.schemaproof.database.external;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerAddress;
import io.schemaproof.database.ServerRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Use a server of somebody else, whose URL was given. Never chosen by itself.
 *
 * @since 0.1
 */
public final class ExternalDatabaseProvider implements DatabaseProvider {

    private static final int OLDEST = 14;
    private static final int NEWEST = 18;

    @Override
    public String name() {
        return ServerRequest.EXTERNAL;
    }

    @Override
    public Availability availability(ServerRequest request) {
        return Availability.no("only where " + ConfigurationParameters.DATABASE + " is a URL of JDBC");
    }

    @Override
    public DatabaseServer start(ServerRequest request) {
        ServerAddress address = request.address()
                .orElseThrow(() ->
                        new DatabaseException("The provider " + name() + " needs to know where the server is. Set "
                                + ConfigurationParameters.DATABASE
                                + " (--database) to its URL, jdbc:postgresql://HOST:PORT/DATABASE?user=NAME."));
        if (request.pool().isEmpty()) {
            return start(address, Optional.empty());
        }
        PoolSeat seat = ServerPool.of(request.pool()).take();
        boolean started = false;
        try {
            DatabaseServer server = start(seat.address(), Optional.of(seat));
            started = true;
            return server;
        } finally {
            if (!started) {
                seat.close();
            }
        }
    }

    private static DatabaseServer start(ServerAddress address, Optional<PoolSeat> seat) {
        ConnectionSettings settings = address.settings();
        try (Connection first = settings.connect()) {
            ServerFacts facts = ServerFacts.of(first);
            refuseUnfit(address, facts);
            AbandonedRuns.remove(first, facts);
            return ExternalServer.open(address, settings, first, facts, seat);
        } catch (SQLException e) {
            throw unusable(address, e);
        }
    }

    static DatabaseException unusable(ServerAddress address, SQLException e) {
        // The cause is left out: a driver may name the whole URL in it.
        return new DatabaseException("The server " + address + " cannot be used as user " + address.user() + ": "
                + address.withoutSecrets(String.valueOf(e.getMessage())) + hint(e));
    }

    private static String hint(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "53300" ->
                " Its limit of connections is reached: end some, raise max_connections (or the role's CONNECTION LIMIT),"
                        + " or use another server.";
            case "28P01", "08004", "28000" ->
                " The password is looked for in the URL, " + ConfigurationParameters.DATABASE_PASSWORD
                        + ", PGPASSWORD and ~/.pgpass, in this order.";
            case "53100" -> " Its disk is full.";
            default -> "";
        };
    }

    static void refuseUnfit(ServerAddress address, ServerFacts facts) {
        if (facts.major() < OLDEST || facts.major() > NEWEST) {
            throw new DatabaseException("The server " + address + " is PostgreSQL " + facts.version()
                    + ". Supported are " + OLDEST + " to " + NEWEST + ".");
        }
        if (address.version().isPresent() && address.version().getAsInt() != facts.major()) {
            throw new DatabaseException("PostgreSQL " + address.version().getAsInt() + " is asked for ("
                    + ConfigurationParameters.DATABASE_VERSION + ", --pg), and the server " + address + " is "
                    + facts.version() + ". Leave the version out, or name another server.");
        }
        if (facts.pooled()) {
            throw new DatabaseException(
                    "The URL " + address + " leads to a connection pooler, which hands one session to"
                            + " several clients. Name the server itself.");
        }
        if (facts.standby()) {
            throw new DatabaseException(
                    "The server " + address + " is a standby, on which no database can be made. Name the primary.");
        }
        if (!facts.createsDatabases()) {
            throw new DatabaseException("User " + facts.user() + " may make no databases on the server " + address
                    + ", and no other is touched. A superuser allows it by ALTER ROLE " + facts.user()
                    + " CREATEDB; more is not needed.");
        }
    }
}
