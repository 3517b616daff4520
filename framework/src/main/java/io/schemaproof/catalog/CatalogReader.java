package io.schemaproof.catalog;

import java.sql.Connection;
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
                if (!isWorthRetrying(attempt, e)) {
                    throw failure(e);
                }
            }
        }
    }

    /** Whether a reading that failed may go well when it is begun anew. */
    static boolean isWorthRetrying(int attempt, SQLException failure) {
        return attempt < ATTEMPTS && DROPPED_MEANWHILE.contains(String.valueOf(failure.getSQLState()));
    }

    static CatalogException failure(SQLException cause) {
        return new CatalogException("The catalogue could not be read: " + cause.getMessage(), cause);
    }

    private static Catalog read(Connection connection, ReaderTransaction transaction) throws SQLException {
        ReaderMessages messages = new ReaderMessages(connection);
        ReaderOpening opening = ReaderOpening.send(messages, connection, transaction);
        return opening.catalog(whole(messages, opening).objects(ObjectMap.EMPTY));
    }

    /** Read everything. */
    static Contents whole(ReaderMessages messages, ReaderOpening opening) throws SQLException {
        ReaderAccess access = opening.access();
        Contents contents = new Contents(opening);
        messages.ahead(line -> {
            line.send(contents.message(opening.size(), CatalogQueries.first(access)));
            String answer = messages.ask(CatalogQueries.probe(access));
            List<CatalogQuery> others = CatalogQueries.others(access, answer);
            // What takes longest to take in comes early: the server is busy with the rest meanwhile.
            int many = others.stream().map(CatalogQuery::name).toList().indexOf("indexes") + 1;
            for (List<CatalogQuery> part : List.of(others.subList(0, many), others.subList(many, others.size()))) {
                if (!part.isEmpty()) {
                    line.send(contents.message(opening.size(), part));
                }
            }
        });
        addIndexDefinitions(messages, contents.builder());
        addUnattachedComments(messages, contents.notes(), contents.builder());
        return contents;
    }

    /** What has been read so far. */
    record Contents(RelationNames names, ObjectNotes notes, CatalogBuilder builder) {

        Contents(ReaderOpening opening) {
            this(new RelationNames(opening.facts()), opening.facts());
        }

        private Contents(RelationNames names, ServerFacts facts) {
            this(names, new ObjectNotes(), facts);
        }

        private Contents(RelationNames names, ObjectNotes notes, ServerFacts facts) {
            this(names, notes, new CatalogBuilder(notes, names, new DerivedDefinitions(names, facts)));
        }

        /**
         * A message whose queries are planned anew when the schema has doubled: a session may read an empty database first and
         * one of a hundred tables in the end, and a plan for no rows goes through all of a catalogue again for each of them.
         */
        ReaderMessages.Message message(String size, List<CatalogQuery> queries, List<String> parameters) {
            List<String> texts = new ArrayList<>();
            List<ReaderMessages.Consumer> consumers = new ArrayList<>();
            for (CatalogQuery query : queries) {
                texts.add(query.of(size));
                consumers.add(consumer(query));
            }
            return new ReaderMessages.Message(texts, parameters, consumers);
        }

        ReaderMessages.Message message(String size, List<CatalogQuery> queries) {
            return message(size, queries, List.of());
        }

        private ReaderMessages.Consumer consumer(CatalogQuery query) {
            if (query.name().equals("relation-names")) {
                return names::read;
            }
            return CatalogQueries.NOTES.contains(query.name())
                    ? rows -> notes.read(query.name(), rows)
                    : rows -> builder.read(query, rows);
        }

        /** Forget relations and functions, that they may be read again. */
        void forget(Set<CatalogTracks.Unit> units) {
            List<Long> relations = oids(units, false);
            builder.forget(relations, oids(units, true));
            names.forget(relations);
        }

        private static List<Long> oids(Set<CatalogTracks.Unit> units, boolean functions) {
            return units.stream()
                    .filter(unit -> unit.function() == functions)
                    .map(CatalogTracks.Unit::oid)
                    .toList();
        }

        /** @param before what this returned before, or an empty map */
        ObjectMap objects(ObjectMap before) {
            return builder.objects(before);
        }
    }

    static void addIndexDefinitions(ReaderMessages messages, CatalogBuilder builder) throws SQLException {
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
