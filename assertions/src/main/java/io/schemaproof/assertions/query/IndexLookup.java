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
        return new IndexChoice("index " + index, tables.withDescendants(index), leading, partial);
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
        sql.rows(
                        """
                SELECT n.nspname, c.relname FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE i.indrelid = pg_catalog.to_regclass(?) AND i.indisvalid AND i.indnkeyatts >= ?
                  AND (SELECT array_agg(coalesce(a.attname, '')::text ORDER BY coalesce(a.attname, '')::text COLLATE "C")
                       FROM unnest(i.indkey[0:?::int - 1]) k(attnum)
                       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)
                      = (SELECT array_agg(x ORDER BY x COLLATE "C") FROM unnest(string_to_array(?, chr(1))) x)""",
                        Names.sql(List.of(relation.schema(), relation.name())),
                        names.size(),
                        names.size(),
                        String.join("\u0001", names))
                .forEach(row -> found.addAll(
                        tables.withDescendants(new Relation(String.valueOf(row.get(0)), String.valueOf(row.get(1))))));
        String keys = names.stream().map(Names::quote).collect(Collectors.joining(", ", "(", ")"));
        if (found.isEmpty()) {
            throw Failure.expected("a valid index on " + relation + " " + keys)
                    .butWas("an index that begins with these columns", "indexes of the table: " + indexes(relation))
                    .suggest("CREATE INDEX ON " + relation + " " + keys + ";")
                    .line(advice.apply(tables.withDescendants(relation)))
                    .line(sql.databaseLine())
                    .error(where, "");
        }
        return new IndexChoice("an index on " + relation + " " + keys, found, names, false);
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
