package io.schemaproof.backup;

import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The newest server that an installed pg_dump can dump; a pg_dump refuses servers newer than itself. */
final class DumpServer {

    private static final int OLDEST = 14;
    private static final int NEWEST = 18;

    private DumpServer() {}

    static DatabaseServer get() {
        List<ClientPrograms> installed = InstalledClientPrograms.find(Configuration.ofSystem());
        int version = installed.isEmpty()
                ? 0
                : Math.min(NEWEST, installed.get(installed.size() - 1).majorVersion());
        if (version < OLDEST) {
            return abort("NOT RUN: no pg_dump of version " + OLDEST + " or newer is installed");
        }
        return Databases.shared(
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(version));
    }

    /** A machine without pg_dump. */
    static Configuration withoutPrograms() {
        return key -> key.equals("schemaproof.database.client")
                ? Optional.of("no-such-folder")
                : Configuration.ofSystem().get(key);
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
