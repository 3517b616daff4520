package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Find the indexes that an assertion on a plan speaks of. */
final class IndexLookup {

    private final Sql sql;
    private final ServerTables tables;

    IndexLookup(Sql sql) {
        this.sql = sql;
        this.tables = new ServerTables(sql);
    }

    /**
     * Find an index by name.
     *
     * @throws AssertionError if there is none
     */
    IndexChoice named(String name, String where) {
        Relation index =
                tables.index(name).orElseThrow(() -> tables.noIndex(name).error(where, ""));
        String regclass = Names.sql(List.of(index.schema(), index.name()));
        List<String> leading = sql.column("""
                SELECT a.attname FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                WHERE i.indexrelid = pg_catalog.to_regclass(?) AND m.amname = 'btree' AND a.attnum > 0""", regclass);
        boolean partial = !sql.rows(
                        "SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?) AND indpred IS NOT NULL",
                        regclass)
                .isEmpty();
        // An index of a table is none of its children, but one of a partitioned table should be one of each partition.
        Set<Relation> without = relations("""
                WITH RECURSIVE tree(oid) AS (
                  SELECT i.indrelid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                  WHERE i.indexrelid = pg_catalog.to_regclass(?) AND c.relkind = 'I'
                  UNION SELECT h.inhrelid FROM pg_catalog.pg_inherits h JOIN tree ON h.inhparent = tree.oid),
                indexes(oid) AS (
                  SELECT pg_catalog.to_regclass(?)::oid
                  UNION SELECT h.inhrelid FROM pg_catalog.pg_inherits h JOIN indexes ON h.inhparent = indexes.oid)
                SELECT n.nspname, c.relname FROM tree JOIN pg_catalog.pg_class c USING (oid)
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind <> 'p' AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i JOIN indexes x ON x.oid = i.indexrelid
                                                       WHERE i.indrelid = c.oid AND i.indisvalid)""", regclass, regclass);
        return new IndexChoice("index " + index, tables.withDescendants(index), leading, partial, without);
    }

    /**
     * Find the valid indexes whose first keys are these columns, in any order.
     *
     * @param advice what to say of the table and its partitions when there is none
     * @throws AssertionError if there is no such table, column or index
     */
    IndexChoice on(String table, String[] columns, String where, Function<Set<Relation>, String> advice) {
        Relation relation =
                tables.table(table).orElseThrow(() -> tables.noTable(table).error(where, ""));
        if (columns.length == 0) {
            throw new IllegalArgumentException("Name the columns that an index on " + table + " begins with.");
        }
        List<String> names =
                Arrays.stream(columns).map(column -> Names.parse(column).get(0)).toList();
        demandColumns(relation, names, where);
        Set<Relation> found = new TreeSet<>();
        Set<Relation> without = new TreeSet<>();
        for (List<@Nullable String> row : beginningWith(relation, names)) {
            Set<Relation> set = row.get(3) == null ? without : found;
            int at = row.get(3) == null ? 0 : 2;
            set.add(new Relation(String.valueOf(row.get(at)), String.valueOf(row.get(at + 1))));
        }
        String keys = names.stream().map(Names::quote).collect(Collectors.joining(", ", "(", ")"));
        if (found.isEmpty()) {
            throw Failure.expected("a valid index on " + relation + " " + keys)
                    .butWas("an index that begins with these columns", "indexes of the table: " + indexes(relation))
                    .suggest("CREATE INDEX ON " + relation + " " + keys + ";")
                    .line(advice.apply(tables.withDescendants(relation)))
                    .line(sql.databaseLine())
                    .error(where, "");
        }
        return new IndexChoice("an index on " + relation + " " + keys, found, names, false, without);
    }

    /** The table, its partitions and its children, each with its valid indexes whose first keys are these columns, or with none. */
    private List<List<@Nullable String>> beginningWith(Relation relation, List<String> names) {
        return sql.rows(
                """
                WITH RECURSIVE tree(oid) AS (
                  SELECT pg_catalog.to_regclass(?)::oid
                  UNION SELECT h.inhrelid FROM pg_catalog.pg_inherits h JOIN tree ON h.inhparent = tree.oid)
                SELECT n.nspname, t.relname, x.nspname, x.relname FROM tree
                JOIN pg_catalog.pg_class t USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
                LEFT JOIN (
                  SELECT i.indrelid, xn.nspname, c.relname FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                  JOIN pg_catalog.pg_namespace xn ON xn.oid = c.relnamespace
                  WHERE i.indisvalid AND i.indnkeyatts >= ?
                    AND (SELECT array_agg(coalesce(a.attname, '')::text ORDER BY coalesce(a.attname, '')::text COLLATE "C")
                         FROM unnest(i.indkey[0:?::int - 1]) k(attnum)
                         LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)
                        = (SELECT array_agg(x ORDER BY x COLLATE "C") FROM unnest(string_to_array(?, chr(1))) x)
                ) x ON x.indrelid = t.oid
                WHERE x.relname IS NOT NULL OR t.relkind <> 'p'""",
                Names.sql(List.of(relation.schema(), relation.name())),
                names.size(),
                names.size(),
                String.join("\u0001", names));
    }

    private Set<Relation> relations(String query, Object... values) {
        Set<Relation> relations = new TreeSet<>();
        sql.rows(query, values)
                .forEach(row -> relations.add(new Relation(String.valueOf(row.get(0)), String.valueOf(row.get(1)))));
        return relations;
    }

    private void demandColumns(Relation relation, List<String> names, String where) {
        List<String> existing = sql.column(
                "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?)"
                        + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                Names.sql(List.of(relation.schema(), relation.name())));
        for (String name : names) {
            if (!existing.contains(name)) {
                throw Failure.expected("column " + Names.quote(name) + " of " + relation + " to exist")
                        .butWas(Names.quote(name), "no such column")
                        .line(Names.didYouMean(name, existing))
                        .line("Columns there are: "
                                + existing.stream().map(Names::quote).collect(Collectors.joining(", ")))
                        .line(sql.databaseLine())
                        .error(where, "");
            }
        }
    }

    private String indexes(Relation relation) {
        List<String> all = sql.column("""
                SELECT c.relname || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END || ' '
                       || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING \\w+ ', '')
                FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = pg_catalog.to_regclass(?) ORDER BY 1""", Names.sql(List.of(relation.schema(), relation.name())));
        return all.isEmpty() ? "none" : String.join("; ", all);
    }
}
