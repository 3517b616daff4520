package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows to which something may be given that a down deletes: first those that no other row refers to, which keeps nobody from deleting them. */
final class RowsToGive {

    private static final int MOST = 40;

    private RowsToGive() {}

    /** The conditions that find each by its key. */
    static List<String> of(Catalog catalog, Table table, PrimaryKey key, Connection connection) throws SQLException {
        List<String> keys = table.quoted(key.columns());
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + list(keys, "::text") + " FROM " + table.identity()
                        + " t ORDER BY " + referred(catalog, table) + list(keys, "") + " LIMIT " + MOST)) {
            while (row.next()) {
                List<String> conditions = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    conditions.add(keys.get(i) + "::text = " + SqlText.literal(row.getString(i + 1)));
                }
                rows.add(String.join(" AND ", conditions));
            }
        }
        return rows;
    }

    private static String list(List<String> columns, String end) {
        return columns.stream().map(column -> "t." + column + end).collect(Collectors.joining(", "));
    }

    /** False comes before true. */
    private static String referred(Catalog catalog, Table table) {
        List<String> references = new ArrayList<>();
        for (Table other : catalog.tables()) {
            for (ForeignKey key : other.foreignKeys()) {
                if (key.referencedTable().equals(table.identity())) {
                    references.add("(" + list(table.quoted(key.referencedColumns()), "") + ") IN (SELECT "
                            + other.list(key.columns()) + " FROM " + other.identity() + ")");
                }
            }
        }
        // NULL in a reference makes of false what is neither.
        return references.isEmpty() ? "" : "coalesce(" + String.join(" OR ", references) + ", false), ";
    }
}
