package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Read everything a database consists of, in one round trip after a short question about the server.
 *
 * @since 0.1
 */
public final class CatalogReader {

    private static final String SEARCH_PATH =
            ", (SELECT array_to_string(array_agg(s), E'\\n') FROM unnest(current_schemas(false)) AS u(s))";

    private CatalogReader() {}

    /**
     * Read the catalogue of the database that a connection is connected to.
     *
     * <p>Inside an open transaction the reader sees what the transaction sees, and leaves it and its settings as they
     * were. Outside of one it leaves none behind. No superuser is needed; what the user may not read, the digests of
     * passwords and connection strings, is absent.
     *
     * @throws CatalogException if the server is too old, the transaction has failed or the connection is broken
     */
    public static Catalog read(Connection connection) {
        try (ReaderTransaction transaction = ReaderTransaction.begin(connection)) {
            return read(connection, transaction);
        } catch (SQLException e) {
            throw new CatalogException("The catalogue could not be read: " + e.getMessage(), e);
        }
    }

    private static Catalog read(Connection connection, ReaderTransaction transaction) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ReaderAccess access;
            List<String> searchPath;
            try (ResultSet row = statement.executeQuery(ReaderAccess.QUERY + SEARCH_PATH)) {
                row.next();
                access = new ReaderAccess(row.getInt(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4));
                String schemas = row.getString(5);
                searchPath = schemas == null ? List.of() : List.of(schemas.split("\n", -1));
            }
            if (access.majorVersion() < 14) {
                throw new CatalogException("PostgreSQL " + access.majorVersion()
                        + " is not supported: the catalogue is read from version 14 on.");
            }
            List<CatalogQuery> queries = CatalogQueries.of(access);
            ObjectNotes notes = new ObjectNotes();
            CatalogBuilder builder = new CatalogBuilder(notes);
            read(connection, transaction, queries, notes, builder);
            addUnattachedComments(connection, transaction, notes, builder);
            return new Catalog(builder.objects(), searchPath);
        }
    }

    private static void read(
            Connection connection,
            ReaderTransaction transaction,
            List<CatalogQuery> queries,
            ObjectNotes notes,
            CatalogBuilder builder)
            throws SQLException {
        String message = queries.stream().map(CatalogQuery::sql).collect(Collectors.joining(";\n"));
        try (Statement statement = connection.createStatement()) {
            boolean result = statement.execute(transaction.wrap(message));
            int next = 0;
            for (int skip = transaction.leadingResults(); skip > 0 || !result; ) {
                skip -= result ? 1 : 0;
                result = statement.getMoreResults();
            }
            while (next < queries.size()) {
                CatalogQuery query = queries.get(next++);
                try (ResultSet rows = statement.getResultSet()) {
                    if (CatalogQueries.NOTES.contains(query.name())) {
                        notes.read(query.name(), rows);
                    } else {
                        builder.read(query, rows);
                    }
                }
                statement.getMoreResults();
            }
        }
    }

    private static void addUnattachedComments(
            Connection connection, ReaderTransaction transaction, ObjectNotes notes, CatalogBuilder builder)
            throws SQLException {
        List<String> selects = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Map.Entry<ObjectAddress, String> entry : notes.unattachedComments().entrySet()) {
            ObjectAddress address = entry.getKey();
            selects.add("SELECT " + texts.size()
                    + ", (i).type || ' ' || (i).identity FROM (SELECT pg_identify_object('pg_catalog."
                    + address.catalog() + "'::regclass, " + address.oid() + ", " + address.part() + ") AS i) x"
                    + " WHERE (i).identity IS NOT NULL AND coalesce((i).schema, '') !~ '^pg_(toast|temp)'");
            texts.add(entry.getValue());
        }
        if (selects.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(transaction.wrap(String.join("\nUNION ALL\n", selects)));
            while (statement.getResultSet() == null
                    || statement.getResultSet().getMetaData().getColumnCount() != 2) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    TreeMap<String, String> attributes = new TreeMap<>();
                    attributes.put("comment", texts.get(rows.getInt(1)));
                    builder.put(new CatalogObject(
                            new ObjectId(ObjectKind.COMMENT, "on " + rows.getString(2)),
                            Optional.empty(),
                            attributes,
                            Optional.empty()));
                }
            }
        }
    }
}
