package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key, enforced or not, that there is at one moment.
 *
 * @param table what PostgreSQL calls the referencing table, whatever its name
 * @param referenced the same of the other table
 */
record Reference(long table, List<String> columns, long referenced, List<String> keys) {

    /** All of the database; those of a partition that its table has too are that one's. */
    static List<Reference> all(Connection connection) throws SQLException {
        Map<String, Reference> references = new LinkedHashMap<>();
        for (List<@Nullable String> row : Sql.rows(connection, """
                SELECT c.oid, c.conrelid, c.confrelid, a.attname, f.attname
                FROM pg_catalog.pg_constraint c
                CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(c.conkey), pg_catalog.unnest(c.confkey))
                  WITH ORDINALITY u(own, other, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = u.own
                JOIN pg_catalog.pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = u.other
                WHERE c.contype = 'f' AND c.conparentid = 0
                ORDER BY c.conrelid, c.conname, u.place""")) {
            Reference reference = references.computeIfAbsent(
                    String.valueOf(row.get(0)),
                    oid -> new Reference(
                            Long.parseLong(String.valueOf(row.get(1))),
                            new ArrayList<>(),
                            Long.parseLong(String.valueOf(row.get(2))),
                            new ArrayList<>()));
            reference.columns.add(String.valueOf(row.get(3)));
            reference.keys.add(String.valueOf(row.get(4)));
        }
        return List.copyOf(references.values());
    }

    boolean isSame(Reference other) {
        return table == other.table
                && referenced == other.referenced
                && columns.equals(other.columns)
                && keys.equals(other.keys);
    }
}
