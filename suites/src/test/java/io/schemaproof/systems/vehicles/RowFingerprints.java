package io.schemaproof.systems.vehicles;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;

/** Say what stands in a schema so exactly that two databases can be compared: each table's rows, each sequence's place. */
final class RowFingerprints {

    /** A row as text tells NULL from an empty text, and where one field ends; sorted bytewise, rows have one order. */
    private static final String RELATIONS = """
            SELECT relname, CASE relkind
                WHEN 'S' THEN format('SELECT format(''last value %%s, called %%s'', last_value, is_called) FROM %s',
                    c.oid::regclass)
                ELSE format('SELECT format(''%%s rows, sha256 %%s'', count(*), encode(sha256(convert_to(coalesce('
                    || 'string_agg(t::text, E''\\n'' ORDER BY t::text COLLATE "C"), ''''), ''UTF8'')), ''hex'')) FROM %s AS t',
                    c.oid::regclass) END
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE nspname = ? AND relkind IN ('r', 'S')
            ORDER BY relname""";

    private RowFingerprints() {}

    /** Return a line for each table and sequence of a schema, by name; none where there is no such schema. */
    static SortedMap<String, String> of(Connection connection, String schema) throws SQLException {
        SortedMap<String, String> fingerprints = new TreeMap<>();
        try (PreparedStatement relations = connection.prepareStatement(RELATIONS);
                Statement statement = connection.createStatement()) {
            relations.setString(1, schema);
            try (ResultSet relation = relations.executeQuery()) {
                while (relation.next()) {
                    try (ResultSet fingerprint = statement.executeQuery(relation.getString(2))) {
                        fingerprint.next();
                        fingerprints.put(relation.getString(1), fingerprint.getString(1));
                    }
                }
            }
        }
        return fingerprints;
    }
}
