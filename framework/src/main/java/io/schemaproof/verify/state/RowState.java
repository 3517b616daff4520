package io.schemaproof.verify.state;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.StoredFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rows and sequence positions of a database, reduced to one value for each table and sequence. Two equal states may
 * stand for each other; what differs is not named, since that is the business of the data checks.
 *
 * @param values identity of a table or sequence to its reduced contents
 */
public record RowState(SortedMap<String, String> values) {

    /** Tables without a block hold no rows, so that only those with one are read. */
    private static final String RELATIONS = """
            WITH s AS MATERIALIZED (
                SELECT n.oid, quote_ident(n.nspname) AS name FROM pg_namespace n
                 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' AND %another)
            SELECT s.name || '.' || quote_ident(c.relname), c.relkind = 'S',
                   CASE WHEN c.relkind = 'S' THEN pg_sequence_last_value(c.oid)::text END
              FROM pg_class c
              JOIN s ON s.oid = c.relnamespace
             WHERE c.oid >= 16384
               AND CASE c.relkind WHEN 'S' THEN true WHEN 'r' THEN pg_relation_size(c.oid) > 0 ELSE false END""".replace("%another", StoredFailures.IS_ANOTHER);

    /** Tables in one statement; more would make it too long to plan quickly. */
    private static final int BATCH = 200;

    static RowState read(Connection connection) throws SQLException {
        SortedMap<String, String> values = new TreeMap<>();
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (PreparedStatement query = connection.prepareStatement(RELATIONS);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        values.put(rows.getString(1), "at " + rows.getString(3));
                    } else {
                        tables.add(rows.getString(1));
                    }
                }
            }
            for (int from = 0; from < tables.size(); from += BATCH) {
                read(statement, tables.subList(from, Math.min(from + BATCH, tables.size())), values);
            }
        }
        return new RowState(values);
    }

    /**
     * Whether something was written, since an earlier state, to tables and sequences that were there.
     *
     * @param before the schema of the earlier state
     * @param now that of this one
     */
    public boolean isWrittenSince(RowState earlier, Catalog before, Catalog now) {
        boolean changed = values.entrySet().stream()
                .anyMatch(entry -> earlier.values.containsKey(entry.getKey())
                        ? !entry.getValue().equals(earlier.values.get(entry.getKey()))
                        : before.table(entry.getKey()).isPresent());
        return changed
                || earlier.values.keySet().stream()
                        .anyMatch(name ->
                                !values.containsKey(name) && now.table(name).isPresent());
    }

    /** Return it without those tables whose names, without their schemas, are these. */
    public RowState without(Predicate<String> tables) {
        SortedMap<String, String> others = new TreeMap<>(values);
        others.keySet()
                .removeIf(table ->
                        tables.test(table.substring(table.lastIndexOf('.') + 1).replace("\"", "")));
        return new RowState(others);
    }

    private static void read(Statement statement, List<String> tables, SortedMap<String, String> values)
            throws SQLException {
        List<String> parts = new ArrayList<>();
        for (String table : tables) {
            parts.add("SELECT " + SqlText.literal(table) + ", count(*), "
                    + "sum(hashtextextended(t::text, 0)::numeric) FROM ONLY " + table + " t");
        }
        try (ResultSet rows = statement.executeQuery(String.join(" UNION ALL ", parts))) {
            while (rows.next()) {
                if (rows.getLong(2) > 0) {
                    values.put(rows.getString(1), rows.getString(2) + " rows, " + rows.getString(3));
                }
            }
        }
    }
}
