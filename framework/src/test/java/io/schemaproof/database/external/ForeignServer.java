package io.schemaproof.database.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server as somebody else has it: a user who may only make databases, and databases that are not ours. */
final class ForeignServer implements AutoCloseable {

    static final String USER = "foreign_ci";
    static final String PASSWORD = "Xq7/kept:secret";

    /** Its databases of others, of which some have names like ours. */
    static final List<String> OTHERS = List.of("others", "schemaproof_production_0", "schemaproof_abc_1");

    private final DatabaseServer server;

    private ForeignServer(DatabaseServer server) {
        this.server = server;
    }

    static ForeignServer start() throws SQLException {
        ForeignServer foreign = new ForeignServer(Databases.start(ServerRequest.from(Configuration.ofSystem())));
        foreign.execute("CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
        for (String name : OTHERS) {
            foreign.execute("CREATE DATABASE " + name + " OWNER " + USER);
        }
        return foreign;
    }

    DatabaseServer server() {
        return server;
    }

    /** Where one of its databases is, with the user and without the password. */
    String url(String database, String user) {
        return server.connection(database).jdbcUrl() + "?user=" + user;
    }

    ServerRequest request(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of(
                ConfigurationParameters.DATABASE,
                url("others", USER),
                ConfigurationParameters.DATABASE_PASSWORD,
                PASSWORD));
        all.putAll(parameters);
        return ServerRequest.from(Configuration.of(all));
    }

    ServerRequest request() {
        return request(Map.of());
    }

    Connection connect() throws SQLException {
        return server.connection("postgres").connect();
    }

    /** As its user, in a database of others. */
    Connection connectAsUser() throws SQLException {
        ConnectionSettings all = server.connection("others");
        return new ConnectionSettings(all.host(), all.port(), all.database(), USER, PASSWORD).connect();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** All databases but those that every server has, sorted. */
    List<String> databases() throws SQLException {
        return query("SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')"
                + " ORDER BY datname COLLATE \"C\"");
    }

    /** A closed connection's process lives on for a moment. */
    void awaitNoSession() throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<String> sessions = List.of("");
        while (!sessions.isEmpty()) {
            sessions = query("SELECT query FROM pg_stat_activity WHERE usename = '" + USER + "'");
            assertThat(System.nanoTime()).as("still there: " + sessions).isLessThan(deadline);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
