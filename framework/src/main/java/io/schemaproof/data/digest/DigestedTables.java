package io.schemaproof.data.digest;

import io.schemaproof.query.Relation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Find the tables of a database and how each of their columns is hashed. */
final class DigestedTables {

    /**
     * One row for each table: schema, name, whether it is partitioned, whether it may have rows, names of the columns,
     * whether each is of a type whose cast to text is exact, and whether each is numeric. A table without a block has no rows.
     */
    private static final String TABLES = """
            SELECT n.nspname, c.relname, c.relkind = 'p',
                   CASE WHEN c.relkind = 'r' THEN pg_relation_size(c.oid) > 0
                        ELSE EXISTS (SELECT FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid
                                      WHERE p.isleaf AND (l.relkind <> 'r' OR pg_relation_size(l.oid) > 0)) END,
                   array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL),
                   array_agg(t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b'
                             AND t.oid <> 'bpchar'::regtype ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL),
                   array_agg('numeric'::regtype IN (t.oid, t.typbasetype) ORDER BY a.attnum)
                     FILTER (WHERE a.attname IS NOT NULL)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_type t ON t.oid = a.atttypid
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
             GROUP BY n.nspname, c.relname, c.relkind, c.oid""";

    private DigestedTables() {}

    /** @param mayHaveRows false if it certainly has none */
    record Entry(DigestedTable table, boolean mayHaveRows) {}

    static List<Entry> read(Statement statement, Predicate<Relation> wanted) throws SQLException {
        List<Entry> tables = new ArrayList<>();
        try (PreparedStatement query = statement.getConnection().prepareStatement(TABLES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Relation relation = new Relation(rows.getString(1), rows.getString(2));
                if (wanted.test(relation)) {
                    tables.add(new Entry(table(relation, rows), rows.getBoolean(4)));
                }
            }
        }
        return tables;
    }

    /** One of them; empty if there is no such table, or it is a partition. */
    static Optional<DigestedTable> find(Statement statement, Relation table) throws SQLException {
        return read(statement, table::equals).stream().findFirst().map(Entry::table);
    }

    private static DigestedTable table(Relation relation, ResultSet row) throws SQLException {
        List<HashedColumn> columns = new ArrayList<>();
        if (row.getArray(5) != null) {
            String[] names = (String[]) row.getArray(5).getArray();
            Boolean[] plain = (Boolean[]) row.getArray(6).getArray();
            Boolean[] numeric = (Boolean[]) row.getArray(7).getArray();
            for (int i = 0; i < names.length; i++) {
                columns.add(new HashedColumn(names[i], plain[i], numeric[i], false));
            }
        }
        String from = row.getBoolean(3) ? relation.quoted() : "ONLY " + relation.quoted();
        return new DigestedTable(relation, from, columns);
    }
}
