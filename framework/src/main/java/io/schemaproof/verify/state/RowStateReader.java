package io.schemaproof.verify.state;

import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.catalog.StoredFailures;
import io.schemaproof.catalog.Touched;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the {@link RowState} of one database again and again: everything at first, and then what may have been written to.
 *
 * <p>Not safe for use by several threads.
 */
final class RowStateReader {

    private static final String RELATIONS = """
            WITH s AS MATERIALIZED (
                SELECT n.oid, quote_ident(n.nspname) AS name FROM pg_namespace n
                 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' AND %another)
            SELECT c.oid, s.name || '.' || quote_ident(c.relname), c.relkind = 'S', c.relpersistence = 'u', c.relfilenode,
                   CASE c.relkind WHEN 'S' THEN pg_sequence_last_value(c.oid)::text
                                  ELSE CASE WHEN pg_relation_size(c.oid) > 0 THEN '' END END
              FROM pg_class c
              JOIN s ON s.oid = c.relnamespace
             WHERE c.oid >= 16384 AND c.relkind IN ('r', 'S')""".replace("%another", StoredFailures.IS_ANOTHER);

    private static final String SOME = RELATIONS + " AND c.oid = ANY (?::oid[])";

    /** Tables in one statement; more would make it too long to plan quickly. */
    private static final int BATCH = 200;

    private final Map<Long, Content> known = new HashMap<>();
    private boolean complete;

    /**
     * What is known of a table or a sequence.
     *
     * @param file number of the one that it is in
     * @param isWatched whether the log does not tell that it was written to
     * @param value reduced contents; empty where a table has no rows
     */
    private record Content(String name, long file, boolean isWatched, Optional<String> value) {

        Content with(String rows) {
            return new Content(name, file, isWatched, Optional.of(rows));
        }
    }

    /** @param touched what may have been written to since this was called last; empty if anything */
    RowState read(Connection connection, Optional<Touched> touched) throws SQLException {
        boolean whole = touched.isEmpty() || !complete;
        // What fails in the middle of a reading leaves nothing to build on.
        complete = false;
        if (whole) {
            known.clear();
            try (PreparedStatement query = ReaderTransaction.prepare(connection, RELATIONS)) {
                read(connection, query);
            }
        } else {
            Set<Long> asked = asked(touched.orElseThrow());
            known.keySet().removeAll(asked);
            if (!asked.isEmpty()) {
                try (PreparedStatement query = connection.prepareStatement(SOME)) {
                    query.setString(1, asked.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
                    read(connection, query);
                }
            }
        }
        complete = true;
        SortedMap<String, String> values = new TreeMap<>();
        known.values().forEach(content -> content.value().ifPresent(value -> values.put(content.name(), value)));
        return new RowState(values);
    }

    private Set<Long> asked(Touched touched) {
        Set<Long> asked = new HashSet<>(touched.relations());
        known.forEach((oid, content) -> {
            if (content.isWatched() || touched.files().contains(content.file())) {
                asked.add(oid);
            }
        });
        return asked;
    }

    private void read(Connection connection, PreparedStatement query) throws SQLException {
        // Those with a block, so that they may hold rows.
        List<Long> tables = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                long oid = rows.getLong(1);
                String name = rows.getString(2);
                boolean sequence = rows.getBoolean(3);
                boolean unlogged = rows.getBoolean(4);
                long file = rows.getLong(5);
                Optional<String> value = Optional.ofNullable(rows.getString(6));
                if (!sequence && value.isPresent()) {
                    tables.add(oid);
                }
                // A sequence that has given a value gives some more before the log says so.
                known.put(
                        oid,
                        new Content(
                                name,
                                file,
                                unlogged || (sequence && value.isPresent()),
                                sequence ? Optional.of("at " + value.orElse("null")) : Optional.empty()));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < tables.size(); from += BATCH) {
                read(statement, tables.subList(from, Math.min(from + BATCH, tables.size())));
            }
        }
    }

    private void read(Statement statement, List<Long> tables) throws SQLException {
        String union = tables.stream()
                .map(oid -> "SELECT " + oid + ", count(*), sum(hashtextextended(t::text, 0)::numeric) FROM ONLY "
                        + Objects.requireNonNull(known.get(oid)).name() + " t")
                .collect(Collectors.joining(" UNION ALL "));
        try (ResultSet rows = statement.executeQuery(union)) {
            while (rows.next()) {
                if (rows.getLong(2) > 0) {
                    String value = rows.getString(2) + " rows, " + rows.getString(3);
                    known.computeIfPresent(rows.getLong(1), (oid, table) -> table.with(value));
                }
            }
        }
    }
}
