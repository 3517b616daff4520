package io.schemaproof.benchmark;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;

/** The part of the launcher's work that is not its own: a JVM, and in it a server that answers one query. */
final class BareProcess {

    private BareProcess() {}

    public static void main(String[] arguments) throws SQLException {
        if (!arguments[0].equals("server")) {
            return;
        }
        try (DatabaseServer server = Databases.start(Lab.request());
                Connection connection = server.connection("postgres").connect()) {
            connection.createStatement().execute("SELECT 1");
        }
    }
}
