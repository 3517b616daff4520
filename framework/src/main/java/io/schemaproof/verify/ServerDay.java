package io.schemaproof.verify;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.function.Supplier;

/** The day on a server, in UTC; only asked for where something expires. */
record ServerDay(DatabaseServer server) implements Supplier<LocalDate> {

    @Override
    public LocalDate get() {
        try (Connection connection =
                        server.connection(server.tenancy().maintenance()).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (now() AT TIME ZONE 'UTC')::date::text")) {
            row.next();
            return LocalDate.parse(row.getString(1));
        } catch (SQLException e) {
            throw new DatabaseException("The server does not say which day it is: " + e.getMessage(), e);
        }
    }
}
