package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * What a reading begins with.
 *
 * @param searchPath the schemas in which the connection looks for names
 * @param size that plans are made for
 */
record ReaderOpening(
        List<String> searchPath, ReaderAccess access, ServerFacts facts, String size, CatalogOrigin origin) {

    /** The path is found out behind OFFSET, before it is set. */
    private static final String SETTINGS = ReaderTransaction.SETTINGS.replaceFirst("SELECT ", "SELECT p.path, ")
            + "%s FROM (SELECT" + " array_to_string(current_schemas(false), E'\\n') AS path OFFSET 0) p";

    private static final String USUAL = SETTINGS.formatted("");

    private static final String PLANS = SETTINGS.formatted(", " + CatalogLog.PLANS.replaceFirst("SELECT ", ""));

    /** Begin a reading of everything. */
    static ReaderOpening send(ReaderMessages messages, Connection connection, ReaderTransaction transaction)
            throws SQLException {
        return send(messages, connection, transaction, USUAL, "", List.of(), rows -> {});
    }

    /** The same, and ask about the moment that it sees. */
    static ReaderOpening send(
            ReaderMessages messages,
            Connection connection,
            ReaderTransaction transaction,
            Consumer<CatalogMoment> taken)
            throws SQLException {
        return send(messages, connection, transaction, USUAL, CatalogMoment.Question.OF_MOMENT_ALONE, taken);
    }

    /** Begin a reading of what has changed. */
    static ReaderOpening sendAgain(
            ReaderMessages messages,
            Connection connection,
            ReaderTransaction transaction,
            CatalogMoment.Question question,
            Consumer<CatalogMoment> taken)
            throws SQLException {
        return send(messages, connection, transaction, PLANS, question, taken);
    }

    private static ReaderOpening send(
            ReaderMessages messages,
            Connection connection,
            ReaderTransaction transaction,
            String settings,
            CatalogMoment.Question question,
            Consumer<CatalogMoment> taken)
            throws SQLException {
        return send(
                messages,
                connection,
                transaction,
                settings,
                ", " + question.columns(),
                question.parameters(),
                rows -> taken.accept(CatalogMoment.read(rows, ReaderAccess.COLUMNS)));
    }

    private static ReaderOpening send(
            ReaderMessages messages,
            Connection connection,
            ReaderTransaction transaction,
            String settings,
            String columns,
            List<String> parameters,
            ReaderMessages.Consumer further)
            throws SQLException {
        List<String> searchPath = new ArrayList<>();
        List<String> server = new ArrayList<>();
        messages.send(new ReaderMessages.Message(
                List.of(transaction.opening(), settings, ReaderAccess.QUERY + columns),
                parameters,
                List.of(rows -> addLines(rows, searchPath), rows -> {
                    rows.next();
                    for (int i = 1; i <= ReaderAccess.COLUMNS; i++) {
                        server.add(rows.getString(i));
                    }
                    further.accept(rows);
                })));
        ReaderAccess access = ReaderAccess.of(server);
        if (access.majorVersion() < 14) {
            throw new CatalogException("PostgreSQL " + access.majorVersion()
                    + " is not supported: the catalogue is read from version 14 on.");
        }
        return new ReaderOpening(
                List.copyOf(searchPath),
                access,
                ServerFacts.of(server.get(4), connection),
                ReaderAccess.size(Long.parseLong(server.get(5))),
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
