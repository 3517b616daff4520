package io.schemaproof.database.external;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of several servers, as it was found.
 *
 * @param version of the server; empty if it does not answer
 * @param failure why it does not
 */
record PoolMember(ServerAddress address, Optional<String> version, String failure) {

    private static final Map<String, String> LASTING =
            Map.of("ApplicationName", "schemaproof seat", "tcpKeepAlive", "true");

    /** A server that ends, starts, or has no room. Who may not connect has said something wrong, and hears of it. */
    private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03", "53300");

    /**
     * Ask it.
     *
     * @throws DatabaseException if it answers, and cannot be used
     */
    static PoolMember ask(ServerAddress address) {
        ConnectionSettings settings = address.settings();
        try (Connection connection = settings.connect()) {
            ServerFacts facts = ServerFacts.of(connection);
            ExternalDatabaseProvider.refuseUnfit(address, facts);
            return new PoolMember(address, Optional.of(facts.version()), "");
        } catch (SQLException e) {
            return missing(address, e);
        }
    }

    private static PoolMember missing(ServerAddress address, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (!state.startsWith("080") && !PASSING.contains(state)) {
            throw ExternalDatabaseProvider.unusable(address, e);
        }
        return new PoolMember(address, Optional.empty(), address.withoutSecrets(String.valueOf(e.getMessage())));
    }

    /** A session for a seat there; empty if the server does not answer any more. */
    Optional<Connection> session() {
        try {
            return Optional.of(address.settings().connect(LASTING));
        } catch (SQLException e) {
            missing(address, e);
            return Optional.empty();
        }
    }
}
