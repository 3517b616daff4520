package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows to which something may be given that a down deletes: first those that no other row refers to, which keeps nobody from deleting them. */
final class RowsToGive {

    private RowsToGive() {}

    /** The conditions that find each by its key. */
    static Set<String> of(Catalog catalog, Table table, PrimaryKey key, Connection connection) throws SQLException {
        return KeyedValues.read(connection, table, key, List.of(), referred(catalog, table))
                .rows();
    }

    private static String referred(Catalog catalog, Table table) {
        List<String> references = new ArrayList<>(List.of("false"));
        for (Table other : catalog.tables()) {
            for (ForeignKey key : other.foreignKeys()) {
                if (key.referencedTable().equals(table.identity())) {
                    references.add("(" + table.list(key.referencedColumns()) + ") IN (SELECT "
                            + other.list(key.columns()) + " FROM " + other.identity() + ")");
                }
            }
        }
        // False comes before true, and NULL in a reference makes of false what is neither.
        return "coalesce(" + String.join(" OR ", references) + ", false), ";
    }
}
