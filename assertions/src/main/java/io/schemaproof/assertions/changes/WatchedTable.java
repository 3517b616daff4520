package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are compared.
 *
 * @param oid what PostgreSQL calls it, whatever its name
 * @param partitioned whether its rows are in partitions
 * @param visible whether the search path finds it without its schema
 */
record WatchedTable(long oid, Relation name, boolean partitioned, boolean visible, List<Column> columns) {

    /**
     * A column.
     *
     * @param number stays the same when it is renamed
     * @param numeric whether 1.50 and 1.5 are the same in it
     * @param keyPosition its place in the primary key, or 0
     * @param builtIn its type, or the one below a domain, as SQL; empty for a type that somebody has made and may drop
     * @param collation how its texts are compared, as SQL; empty for other types
     */
    record Column(int number, String name, boolean numeric, int keyPosition, String builtIn, String collation) {

        /**
         * The value as a text that is different for different values and does not depend on the type's name. A copy with the
         * column's own collation would keep a migration from dropping it, and might take {@code a} and {@code A} for the same.
         */
        String image() {
            return image("");
        }

        /** @param alias of the table with a point, or nothing */
        String image(String alias) {
            String quoted = quoted(alias);
            return (numeric ? "trim_scale(" + quoted + ")::text" : quoted + "::text") + BYTES;
        }

        /** @param alias of the table with a point, or nothing */
        String quoted(String alias) {
            return alias + Names.sql(List.of(name));
        }
    }

    /** Texts are the same if they are written so. */
    static final String BYTES = " COLLATE \"C\"";

    /** Types with smaller numbers come with the server. */
    private static final int FIRST_OF_USERS = 16_384;

    /** All tables of the database; a partition's rows are those of its table. */
    static List<WatchedTable> all(Connection connection) throws SQLException {
        Map<String, WatchedTable> tables = new LinkedHashMap<>();
        for (List<@Nullable String> row : Sql.rows(connection, """
                SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', pg_catalog.pg_table_is_visible(c.oid),
                  a.attnum, a.attname, b.oid = 'numeric'::regtype,
                  coalesce(array_position((i.indkey::int2[])[0:i.indnkeyatts - 1], a.attnum), 0),
                  CASE WHEN b.oid < %d THEN 'pg_catalog.' || pg_catalog.quote_ident(b.typname) ELSE '' END,
                  coalesce((SELECT pg_catalog.quote_ident(s.nspname) || '.' || pg_catalog.quote_ident(l.collname)
                    FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace s ON s.oid = l.collnamespace
                    WHERE l.oid = a.attcollation), '')
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_catalog.pg_type b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
                LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
                  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%%'
                ORDER BY n.nspname, c.relname, a.attnum""".formatted(FIRST_OF_USERS))) {
            WatchedTable table = tables.computeIfAbsent(
                    String.valueOf(row.get(0)),
                    oid -> new WatchedTable(
                            Long.parseLong(oid),
                            new Relation(String.valueOf(row.get(1)), String.valueOf(row.get(2))),
                            "t".equals(row.get(3)),
                            "t".equals(row.get(4)),
                            new ArrayList<>()));
            if (row.get(5) != null) {
                table.columns.add(new Column(
                        Integer.parseInt(String.valueOf(row.get(5))),
                        String.valueOf(row.get(6)),
                        "t".equals(row.get(7)),
                        Integer.parseInt(String.valueOf(row.get(8))),
                        String.valueOf(row.get(9)),
                        String.valueOf(row.get(10))));
            }
        }
        return List.copyOf(tables.values());
    }

    /** The table to read from: of a table with children that inherit, its own rows. */
    String from() {
        return (partitioned ? "" : "ONLY ") + Names.sql(List.of(name.schema(), name.name()));
    }

    Optional<Column> column(String stored) {
        return columns.stream().filter(column -> column.name.equals(stored)).findFirst();
    }

    /** The same column by its name, else by its number where the table is the same one: it was renamed. */
    Optional<Column> same(Column column, boolean sameTable, List<Column> others) {
        Optional<Column> named =
                columns.stream().filter(c -> c.name.equals(column.name)).findFirst();
        return named.isPresent() || !sameTable
                ? named
                : columns.stream()
                        .filter(c ->
                                c.number == column.number && others.stream().noneMatch(o -> o.name.equals(c.name)))
                        .findFirst();
    }
}
