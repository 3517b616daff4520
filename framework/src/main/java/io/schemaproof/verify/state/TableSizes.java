package io.schemaproof.verify.state;

import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** How large tables are, with indexes and what they keep elsewhere; for people, who are told of so many and no more. */
final class TableSizes {

    /** The server looks at some files for each, and nobody reads more. */
    private static final int MOST = 100;

    private static final String SIZES = """
            SELECT n.nspname, c.relname,
                   CASE c.relkind WHEN 'r' THEN pg_total_relation_size(c.oid)
                   ELSE (SELECT sum(pg_total_relation_size(p.relid)) FROM pg_partition_tree(c.oid) p) END
              FROM (SELECT c.oid, c.relname, c.relnamespace, c.relkind
                      FROM pg_class c
                     WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
                     ORDER BY c.reltuples DESC, c.oid
                     LIMIT %d) c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')""".formatted(MOST);

    private TableSizes() {}

    /** Bytes of tables; one that is not there, nobody has looked at. */
    static SortedMap<Relation, Long> read(Connection connection) throws SQLException {
        SortedMap<Relation, Long> sizes = new TreeMap<>();
        // Asked again and again over one connection, for which the driver has the server keep the plan.
        try (PreparedStatement statement = ReaderTransaction.prepare(connection, SIZES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long bytes = rows.getLong(3);
                if (!rows.wasNull()) {
                    sizes.put(new Relation(rows.getString(1), rows.getString(2)), bytes);
                }
            }
        }
        return sizes;
    }
}
