package io.schemaproof.systems;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerLog;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Hand out databases on which scripts have been run without an error, each made once per server and cloned. */
public final class ScriptedDatabases {

    private ScriptedDatabases() {}

    /** Asks for a server that has no extensions but PostgreSQL's own, which an image may have. */
    public static ServerRequest plain() {
        return ServerRequest.from(Configuration.ofSystem()).by("embedded");
    }

    /** The server that the configuration asks for. */
    public static DatabaseServer server() {
        return Databases.shared(ServerRequest.from(Configuration.ofSystem()));
    }

    /** A database on which these scripts have been run, in this order. */
    public static TestDatabase after(DatabaseServer server, List<Script> scripts) {
        StringBuilder key = new StringBuilder();
        scripts.forEach(script -> key.append(script.path()).append('\n').append(script.text()));
        return DatabaseTemplate.of(server, key.toString(), database -> prepare(database, scripts))
                .newDatabase();
    }

    public static void execute(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static void prepare(TestDatabase database, List<Script> scripts) throws SQLException {
        for (Script script : scripts) {
            ScriptRuns.mustRun(database, script);
        }
        ServerLog log = ServerLog.of(database);
        if (!log.errors().isEmpty()) {
            throw new IllegalStateException("the server logged errors: " + log.errors());
        }
    }
}
