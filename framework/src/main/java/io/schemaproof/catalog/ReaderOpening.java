package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a reading begins with.
 *
 * @param searchPath the schemas in which the connection looks for names
 * @param size that plans are made for
 */
record ReaderOpening(
        List<String> searchPath, ReaderAccess access, ServerFacts facts, String size, CatalogOrigin origin) {

    private static final String SEARCH_PATH = "SELECT array_to_string(current_schemas(false), E'\\n')";

    /** Begin, and ask further queries with the same message. */
    static ReaderOpening send(
            ReaderMessages messages,
            Connection connection,
            ReaderTransaction transaction,
            ReaderMessages.Message... further)
            throws SQLException {
        List<String> searchPath = new ArrayList<>();
        List<String> server = new ArrayList<>();
        List<String> queries = new ArrayList<>(
                List.of(transaction.opening(), SEARCH_PATH, ReaderTransaction.SETTINGS, ReaderAccess.QUERY));
        List<String> parameters = new ArrayList<>();
        List<ReaderMessages.Consumer> consumers =
                new ArrayList<>(List.of(rows -> addLines(rows, searchPath), rows -> {}, rows -> {
                    rows.next();
                    for (int i = 1; i <= ReaderAccess.COLUMNS; i++) {
                        server.add(rows.getString(i));
                    }
                }));
        for (ReaderMessages.Message message : further) {
            queries.addAll(message.queries());
            parameters.addAll(message.parameters());
            consumers.addAll(message.consumers());
        }
        messages.send(new ReaderMessages.Message(queries, parameters, consumers));
        ReaderAccess access = ReaderAccess.of(server);
        if (access.majorVersion() < 14) {
            throw new CatalogException("PostgreSQL " + access.majorVersion()
                    + " is not supported: the catalogue is read from version 14 on.");
        }
        return new ReaderOpening(
                List.copyOf(searchPath),
                access,
                ServerFacts.of(server.get(4), connection),
                server.get(5),
                new CatalogOrigin(server.get(6), server.get(7)));
    }

    private static void addLines(ResultSet rows, List<String> lines) throws SQLException {
        rows.next();
        String text = rows.getString(1);
        if (text != null && !text.isEmpty()) {
            lines.addAll(List.of(text.split("\n", -1)));
        }
    }

    /** The catalogue of objects that were read. */
    Catalog catalog(SortedMap<ObjectId, CatalogObject> objects) {
        return new Catalog(StoredFailures.without(objects), searchPath, Optional.of(origin));
    }
}
