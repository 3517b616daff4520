package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases that a command of the launcher takes for somebody else's. */
final class ForeignDatabase {

    private ForeignDatabase() {}

    static TestDatabase of(String sql) throws SQLException {
        TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute(database, sql);
        return database;
    }

    static String url(TestDatabase database) {
        return url(database, database.settings().password());
    }

    static String url(TestDatabase database, String password) {
        ConnectionSettings settings = database.settings();
        return "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database() + "?user="
                + settings.user() + "&password=" + password;
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
