package io.schemaproof.data.digest;

import io.schemaproof.base.SqlText;
import io.schemaproof.query.Relation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Find the columns by which a table's rows are known again. */
final class RowKeys {

    private RowKeys() {}

    /** The keys of a table, best first: the primary key, then unique indexes on columns that are never NULL. */
    static List<List<String>> read(Statement statement, Relation table) throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT array_agg(a.attname::text ORDER BY k)
                  FROM pg_index i
                  CROSS JOIN generate_series(0, i.indnkeyatts - 1) k
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k]
                 WHERE i.indrelid = %s::regclass AND i.indisunique AND i.indisvalid
                   AND i.indpred IS NULL AND i.indexprs IS NULL
                 GROUP BY i.indexrelid, i.indisprimary
                HAVING bool_and(a.attnotnull)
                 ORDER BY i.indisprimary DESC, count(*), 1""".replace("%s", SqlText.literal(table.quoted())))) {
            while (rows.next()) {
                keys.add(List.of((String[]) rows.getArray(1).getArray()));
            }
        }
        return keys;
    }
}
