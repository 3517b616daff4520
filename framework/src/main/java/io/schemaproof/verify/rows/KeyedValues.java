package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some rows of a table, by the condition that finds each by its key.
 *
 * @param values of some columns, as texts
 */
record KeyedValues(Map<String, List<Optional<String>>> values) {

    /** Enough to find one row that a script changes, and one that it does not. */
    private static final int ROWS = 200;

    static KeyedValues read(Connection connection, Table table, PrimaryKey key, List<Column> columns)
            throws SQLException {
        return read(connection, table, key, columns, "");
    }

    /** @param order what stands before the key in ORDER BY, with its comma; empty text for nothing */
    static KeyedValues read(Connection connection, Table table, PrimaryKey key, List<Column> columns, String order)
            throws SQLException {
        List<String> keys = table.quoted(key.columns());
        String list = Stream.concat(keys.stream(), columns.stream().map(Column::quotedName))
                .map(name -> name + "::text")
                .collect(Collectors.joining(", "));
        Map<String, List<Optional<String>>> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + list + " FROM " + table.identity() + " ORDER BY "
                        + order + String.join(", ", keys) + " LIMIT " + ROWS)) {
            while (row.next()) {
                List<String> conditions = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    conditions.add(keys.get(i) + "::text = " + SqlText.literal(row.getString(i + 1)));
                }
                List<Optional<String>> found = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    found.add(Optional.ofNullable(row.getString(keys.size() + i + 1)));
                }
                rows.put(String.join(" AND ", conditions), found);
            }
        }
        return new KeyedValues(rows);
    }

    /** The conditions. */
    Set<String> rows() {
        return values.keySet();
    }

    /** The first row that has another value later, and not NULL. */
    Optional<String> firstChanged(KeyedValues later, int column) {
        return common(later)
                .filter(row ->
                        later.of(row, column).isPresent() && !of(row, column).equals(later.of(row, column)))
                .findFirst();
    }

    /** The first row that has the same value later. */
    Optional<String> firstUnchanged(KeyedValues later, int column) {
        return common(later)
                .filter(row -> of(row, column).equals(later.of(row, column)))
                .findFirst();
    }

    private Stream<String> common(KeyedValues later) {
        return values.keySet().stream().filter(later.values::containsKey);
    }

    /** The value of a row. */
    Optional<String> of(String row, int column) {
        return values.getOrDefault(row, List.of()).get(column);
    }
}
