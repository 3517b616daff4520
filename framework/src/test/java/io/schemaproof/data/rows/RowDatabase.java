package io.schemaproof.data.rows;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database with a schema to fill. */
final class RowDatabase implements AutoCloseable {

    private final TestDatabase database;
    private final Connection connection;

    private RowDatabase(String schema) throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        connection = database.connect();
        execute(schema);
    }

    static RowDatabase of(String schema) throws SQLException {
        return new RowDatabase(schema);
    }

    Connection connection() {
        return connection;
    }

    int majorVersion() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    GeneratedRows fill(RowRequest request) {
        return RowGenerator.fill(connection, request);
    }

    /** The first column of each row. */
    List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    String value(String query) throws SQLException {
        return column(query).get(0);
    }

    /** One text for each table: all its rows, reduced. */
    List<String> contents() throws SQLException {
        List<String> contents = new ArrayList<>();
        for (String table : column(
                "SELECT c.oid::regclass FROM pg_class c WHERE c.oid >= 16384 AND relkind = 'r' ORDER BY c.oid::regclass::text")) {
            contents.add(table + " "
                    + value(
                            "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ONLY "
                                    + table + " t"));
        }
        return contents;
    }

    /** The number of objects of each catalogue that rows have nothing to do with. */
    List<String> objects() throws SQLException {
        return column("SELECT 'class ' || relname FROM pg_class UNION ALL SELECT 'function ' || proname FROM pg_proc"
                + " UNION ALL SELECT 'type ' || typname FROM pg_type UNION ALL SELECT 'schema ' || nspname FROM pg_namespace"
                + " WHERE nspname !~ '^pg_(toast_)?temp_' ORDER BY 1");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
