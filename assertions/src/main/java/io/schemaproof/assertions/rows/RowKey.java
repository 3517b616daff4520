package io.schemaproof.assertions.rows;

import io.schemaproof.base.SqlText;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a message names a row.
 *
 * @param primary the columns of the primary key as SQL; none where there is no such key
 * @param columns what a message shows: the key without hidden columns, and where that is not enough the row's place; of a
 *     query its first columns, unless one is hidden
 * @param order what the rows are sorted by, as SQL; empty where nothing sorts them
 */
record RowKey(List<String> primary, List<String> columns, String order) {

    private static final String PLACE = "ctid";
    private static final int COLUMNS_OF_QUERY = 6;

    static RowKey of(RowsSql rows) {
        if (!rows.isTable()) {
            return new RowKey(List.of(), ofQuery(rows), "");
        }
        String table = "pg_catalog.to_regclass(" + SqlText.literal(rows.regclass()) + ")";
        List<String> primary = rows.column("""
                SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_index i
                CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE i.indisprimary AND k.position <= i.indnkeyatts AND i.indrelid =\s""" + table + " ORDER BY k.position");
        boolean stored = !rows.query("SELECT 1 FROM pg_catalog.pg_class WHERE relkind IN ('r', 'm') AND oid = " + table)
                .isEmpty();
        List<String> shown =
                primary.stream().filter(column -> !rows.hides(column)).toList();
        boolean enough = !primary.isEmpty() && shown.size() == primary.size();
        List<String> columns = enough || !stored
                ? shown
                : Stream.concat(shown.stream(), Stream.of(PLACE)).toList();
        return new RowKey(primary, columns, String.join(", ", primary));
    }

    /** A query has no key, but whoever wrote it has chosen its columns. Beside a hidden one the others would tell too much. */
    private static List<String> ofQuery(RowsSql rows) {
        return rows.columns().stream().anyMatch(RowsSql.Column::hidden)
                ? List.of()
                : rows.columns().stream()
                        .map(RowsSql.Column::sql)
                        .limit(COLUMNS_OF_QUERY)
                        .toList();
    }
}
