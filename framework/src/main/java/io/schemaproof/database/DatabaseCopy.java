package io.schemaproof.database;

import io.schemaproof.base.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Clone one database into another, the fastest way the server has. */
final class DatabaseCopy {

    /** SQLSTATE object_in_use. */
    private static final String IN_USE = "55006";

    private DatabaseCopy() {}

    static void copy(DatabaseServer server, String from, String to) {
        Tenancy tenancy = server.tenancy();
        MaintenanceSessions.run(server, "Creating database " + to + " from " + from, connection -> {
            if (tenancy.owns(from)) {
                refuse(from, Sessions.awaitEnd(connection, from));
            }
            // Copying files beats the default, which logs every page, two to three times; 14 knows only this way.
            // On a server of somebody else it would flush what others have written, twice.
            String strategy = server.majorVersion() >= 15 && tenancy.wholeServer() ? " STRATEGY FILE_COPY" : "";
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + SqlText.identifier(to) + " TEMPLATE " + SqlText.identifier(from)
                        + strategy);
            } catch (SQLException e) {
                if (IN_USE.equals(e.getSQLState())) {
                    refuse(from, Sessions.of(connection, from));
                }
                throw e;
            }
            if (tenancy.wholeServer()) {
                DatabaseProperties.copy(connection, from, to);
            } else if (tenancy.owns(from)) {
                DatabaseSettings.copy(connection, from, to);
            }
            return to;
        });
    }

    private static void refuse(String from, List<String> sessions) {
        if (!sessions.isEmpty()) {
            throw new DatabaseException("Database " + from + " cannot be copied while somebody is connected to it:\n  "
                    + String.join("\n  ", sessions) + "\nClose the connections (a pool too) before copying.");
        }
    }

    /**
     * Drop a database of ours.
     *
     * @throws DatabaseException if it is not ours
     */
    static void drop(DatabaseServer server, Connection connection, String name) throws SQLException {
        if (!server.tenancy().owns(name)) {
            throw new DatabaseException(
                    "Database " + name + " is not one that Schemaproof has made, and is not dropped.");
        }
        // Only a superuser may end a session of the server's own that cleans a table up; without force the server does
        // that.
        String force = server.tenancy().superuser() ? " WITH (FORCE)" : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + SqlText.identifier(name) + force);
        }
    }
}
