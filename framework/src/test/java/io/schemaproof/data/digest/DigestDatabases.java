package io.schemaproof.data.digest;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases with the contents of a test. */
final class DigestDatabases {

    private DigestDatabases() {}

    static TestDatabase with(String... statements) throws SQLException {
        return with(Databases.shared(ServerRequest.from(Configuration.ofSystem())), statements);
    }

    static TestDatabase with(DatabaseServer server, String... statements) throws SQLException {
        TestDatabase database = TestDatabase.create(server);
        execute(database, statements);
        return database;
    }

    static void execute(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, statements);
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static DataDigest digest(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return DataDigest.read(connection);
        }
    }

    static Relation table(String name) {
        return new Relation("public", name);
    }
}
