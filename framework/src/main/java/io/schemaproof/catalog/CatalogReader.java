package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Read everything a database consists of, in a few round trips.
 *
 * @since 0.1
 */
public final class CatalogReader {

    private static final String SEARCH_PATH = "SELECT array_to_string(current_schemas(false), E'\\n')";

    /** A file of a tablespace, an object, a table or a schema that is not there, and "cache lookup failed". */
    private static final Set<String> DROPPED_MEANWHILE = Set.of("58P01", "42704", "42P01", "3F000", "XX000");

    private static final int ATTEMPTS = 10;

    private CatalogReader() {}

    /**
     * Return the statement that makes the server write types and expressions as a catalogue holds them, until the
     * transaction ends. What is compared with a catalogue must have been written under these settings.
     */
    public static String spelling() {
        return ReaderTransaction.SETTINGS;
    }

    /**
     * Read the catalogue of the database that a connection is connected to.
     *
     * <p>Inside an open transaction the reader sees what the transaction sees, and leaves it and its settings as they
     * were. Outside of one it leaves none behind. No superuser is needed; what the user may not read, the digests of
     * passwords and connection strings, is absent.
     *
     * <p>What another session drops while the catalogue is read makes a server fail that looks it up by its OID, even where
     * that session is in another database: roles and tablespaces belong to all. Such a reading is begun anew, a few times.
     *
     * @throws CatalogException if the server is too old, the transaction has failed or the connection is broken
     */
    public static Catalog read(Connection connection) {
        for (int attempt = 1; ; attempt++) {
            try (ReaderTransaction transaction = ReaderTransaction.begin(connection)) {
                return read(connection, transaction);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !DROPPED_MEANWHILE.contains(String.valueOf(e.getSQLState()))) {
                    throw new CatalogException("The catalogue could not be read: " + e.getMessage(), e);
                }
            }
        }
    }

    private static Catalog read(Connection connection, ReaderTransaction transaction) throws SQLException {
        ReaderMessages messages = new ReaderMessages(connection);
        List<String> searchPath = new ArrayList<>();
        List<String> server = new ArrayList<>();
        messages.send(
                List.of(transaction.opening(), SEARCH_PATH, ReaderTransaction.SETTINGS, ReaderAccess.QUERY),
                List.of(rows -> addLines(rows, searchPath), rows -> {}, rows -> {
                    rows.next();
                    for (int i = 1; i <= ReaderAccess.COLUMNS; i++) {
                        server.add(rows.getString(i));
                    }
                }));
        ReaderAccess access = ReaderAccess.of(server);
        if (access.majorVersion() < 14) {
            throw new CatalogException("PostgreSQL " + access.majorVersion()
                    + " is not supported: the catalogue is read from version 14 on.");
        }
        ServerFacts facts = ServerFacts.of(server.get(4), connection);
        String size = server.get(5);
        RelationNames names = new RelationNames(facts);
        ObjectNotes notes = new ObjectNotes();
        CatalogBuilder builder = new CatalogBuilder(notes, names, new DerivedDefinitions(names, facts));
        messages.ahead(line -> {
            line.send(message(size, CatalogQueries.first(access), names, notes, builder));
            String answer = messages.ask(CatalogQueries.probe(access));
            List<CatalogQuery> others = CatalogQueries.others(access, answer);
            // What takes longest to take in comes early: the server is busy with the rest meanwhile.
            int many = others.stream().map(CatalogQuery::name).toList().indexOf("indexes") + 1;
            for (List<CatalogQuery> part : List.of(others.subList(0, many), others.subList(many, others.size()))) {
                if (!part.isEmpty()) {
                    line.send(message(size, part, names, notes, builder));
                }
            }
        });
        addIndexDefinitions(messages, builder);
        addUnattachedComments(messages, notes, builder);
        return new Catalog(
                StoredFailures.without(builder.objects()),
                searchPath,
                Optional.of(new CatalogOrigin(server.get(6), server.get(7))));
    }

    /**
     * A message whose queries are planned anew when the schema has doubled: a session may read an empty database first and one of
     * a hundred tables in the end, and a plan for no rows goes through all of a catalogue again for each of them.
     */
    private static ReaderMessages.Message message(
            String size, List<CatalogQuery> queries, RelationNames names, ObjectNotes notes, CatalogBuilder builder) {
        return new ReaderMessages.Message(
                queries.stream()
                        .map(query -> "/* " + size + " */ " + query.sql())
                        .toList(),
                queries.stream()
                        .map(query -> consumer(query, names, notes, builder))
                        .toList());
    }

    private static void addLines(ResultSet rows, List<String> lines) throws SQLException {
        rows.next();
        String text = rows.getString(1);
        if (text != null && !text.isEmpty()) {
            lines.addAll(List.of(text.split("\n", -1)));
        }
    }

    private static ReaderMessages.Consumer consumer(
            CatalogQuery query, RelationNames names, ObjectNotes notes, CatalogBuilder builder) {
        if (query.name().equals("relation-names")) {
            return names::read;
        }
        return CatalogQueries.NOTES.contains(query.name())
                ? rows -> notes.read(query.name(), rows)
                : rows -> builder.read(query, rows);
    }

    private static void addIndexDefinitions(ReaderMessages messages, CatalogBuilder builder) throws SQLException {
        List<Long> indexes = builder.undefinedIndexes();
        if (!indexes.isEmpty()) {
            String oids = indexes.stream().map(String::valueOf).collect(Collectors.joining(","));
            messages.sendOnce("SELECT i, pg_get_indexdef(i) FROM unnest('{" + oids + "}'::oid[]) AS u(i)", rows -> {
                while (rows.next()) {
                    builder.define(rows.getLong(1), rows.getString(2));
                }
            });
        }
    }

    private static void addUnattachedComments(ReaderMessages messages, ObjectNotes notes, CatalogBuilder builder)
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
        messages.sendOnce(String.join("\nUNION ALL\n", selects), rows -> {
            while (rows.next()) {
                TreeMap<String, String> attributes = new TreeMap<>();
                attributes.put("comment", texts.get(rows.getInt(1)));
                builder.put(new CatalogObject(
                        new ObjectId(ObjectKind.COMMENT, "on " + rows.getString(2)),
                        Optional.empty(),
                        attributes,
                        Optional.empty()));
            }
        });
    }
}
