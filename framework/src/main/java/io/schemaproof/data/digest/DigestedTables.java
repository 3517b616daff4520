package io.schemaproof.data.digest;

import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.catalog.StoredFailures;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Find the tables of a database and how each of their columns is hashed. */
final class DigestedTables {

    /**
     * One row for each table: schema, name, whether it is partitioned, whether it may have rows, names of the columns,
     * whether each is of a type whose cast to text is exact, and how each is written by value; then the OID, and what the columns' hashes
     * depend on besides the rows. A table without a block has no rows.
     *
     * <p>That is NULL where it may change without a trace in the table: names of other objects are behind types such as {@code
     * regclass}, large objects behind {@code oid}, functions behind virtual columns and types of extensions, other servers behind foreign partitions.
     */
    private static final String TABLES =
            """
            SELECT n.nspname, c.relname, c.relkind = 'p',
                   CASE WHEN c.relkind = 'r' THEN pg_relation_size(c.oid) > 0
                        ELSE EXISTS (SELECT FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid
                                      WHERE p.isleaf AND (l.relkind <> 'r' OR pg_relation_size(l.oid) > 0)) END,
                   array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL),
                   array_agg(t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b'
                             AND t.oid <> 'bpchar'::regtype ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL),
                   array_agg(%s ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL),
                   c.oid,
                   CASE WHEN bool_and(a.attname IS NULL OR a.attgenerated <> 'v' AND (e.labels IS NOT NULL
                                 OR b.oid < 16384 AND b.typtype IN ('b', 'r', 'm') AND b.typname !~ '^_?(reg|aclitem|oid$)'))
                             AND (c.relkind = 'r' OR NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid
                                              WHERE l.relkind NOT IN ('r', 'p')))
                        THEN coalesce(string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod,
                                                           a.attmissingval::text, e.labels), ',' ORDER BY a.attnum), '') END
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_type b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
              LEFT JOIN LATERAL (SELECT string_agg(concat_ws(' ', v.oid, v.enumlabel), ',' ORDER BY v.oid) AS labels
                                   FROM pg_enum v WHERE b.typtype = 'e' AND v.enumtypid = b.oid) e ON true
             WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' AND %another
             GROUP BY n.nspname, c.relname, c.relkind, c.oid""".replace("%another", StoredFailures.IS_ANOTHER).replace("%s", ValueForm.OF_TYPE);

    private DigestedTables() {}

    /**
     * @param mayHaveRows false if it certainly has none
     * @param columns what the columns' hashes depend on besides the rows; empty if it is not known
     */
    record Entry(DigestedTable table, boolean mayHaveRows, long oid, Optional<String> columns) {}

    /** @param about how many there are, as far as that is known: many are asked for in another way than few, which is planned once */
    static List<Entry> read(Connection connection, Predicate<Relation> wanted, int about) throws SQLException {
        List<Entry> tables = new ArrayList<>();
        String size = "/* 2^" + (Integer.SIZE - Integer.numberOfLeadingZeros(about)) + " */ ";
        try (PreparedStatement query = ReaderTransaction.prepare(connection, size + TABLES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Relation relation = new Relation(rows.getString(1), rows.getString(2));
                if (wanted.test(relation)) {
                    tables.add(new Entry(
                            table(relation, rows),
                            rows.getBoolean(4),
                            rows.getLong(8),
                            Optional.ofNullable(rows.getString(9))));
                }
            }
        }
        return tables;
    }

    /** One of them; empty if there is no such table, or it is a partition. */
    static Optional<DigestedTable> find(Connection connection, Relation table) throws SQLException {
        return read(connection, table::equals, 0).stream().findFirst().map(Entry::table);
    }

    private static DigestedTable table(Relation relation, ResultSet row) throws SQLException {
        List<HashedColumn> columns = new ArrayList<>();
        if (row.getArray(5) != null) {
            String[] names = (String[]) row.getArray(5).getArray();
            Boolean[] plain = (Boolean[]) row.getArray(6).getArray();
            String[] forms = (String[]) row.getArray(7).getArray();
            for (int i = 0; i < names.length; i++) {
                columns.add(new HashedColumn(names[i], plain[i], ValueForm.valueOf(forms[i]), false));
            }
        }
        String from = row.getBoolean(3) ? relation.quoted() : "ONLY " + relation.quoted();
        return new DigestedTable(relation, from, columns);
    }
}
