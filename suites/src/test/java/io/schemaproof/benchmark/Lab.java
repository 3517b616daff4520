package io.schemaproof.benchmark;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the benchmarks of one run share: servers, databases with the generated schema, open connections. */
final class Lab {

    private static final Map<String, TestDatabase> SCHEMAS = new ConcurrentHashMap<>();
    private static final Map<String, Connection> CONNECTIONS = new ConcurrentHashMap<>();

    private Lab() {}

    /** The request for the embedded server: a container's start would be measured together with Docker's. */
    static ServerRequest request() {
        return ServerRequest.from(Configuration.of(Map.of(ConfigurationParameters.DATABASE, "embedded"))
                .orElse(Configuration.ofSystem()));
    }

    static DatabaseServer server() {
        return Databases.shared(request());
    }

    /** A database with the generated schema on the server of a version; made once. */
    static TestDatabase schema(int majorVersion, int tables) {
        return schema(majorVersion, tables, "");
    }

    /** One more such database, for who adds something to it; made once. */
    static TestDatabase schema(int majorVersion, int tables, String owner) {
        return SCHEMAS.computeIfAbsent(majorVersion + "/" + tables + owner, key -> {
            TestDatabase database =
                    TestDatabase.create(Databases.shared(request().withMajorVersion(majorVersion)));
            execute(database, GeneratedSchema.sql(tables));
            execute(database, "VACUUM ANALYZE");
            return database;
        });
    }

    /** A connection that stays open for the run. */
    static Connection connection(TestDatabase database) {
        return CONNECTIONS.computeIfAbsent(database.settings().jdbcUrl(), key -> {
            try {
                return database.connect();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void execute(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
