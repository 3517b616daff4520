package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that rows hold to which nothing unusual was given. A column whose usual values do not come back either, because they are lost or
 * because a trigger writes the time into it, is told of elsewhere.
 *
 * @param given conditions of the rows to which something was given
 */
record UsualValues(Map<Table, List<Column>> columns, Map<Table, KeyedValues> values, Set<String> given) {

    private static final int LOOKED_FOR = 20;

    static UsualValues read(Connection connection, Map<Table, List<Column>> columns, Set<String> given)
            throws SQLException {
        Map<Table, KeyedValues> values = new HashMap<>();
        for (Map.Entry<Table, List<Column>> entry : columns.entrySet()) {
            values.put(entry.getKey(), read(connection, entry.getKey(), entry.getValue()));
        }
        return new UsualValues(columns, values, given);
    }

    private static KeyedValues read(Connection connection, Table table, List<Column> columns) throws SQLException {
        PrimaryKey key = table.primaryKey().orElseThrow();
        return KeyedValues.read(connection, table, key, columns);
    }

    /** Whether the first of those rows are there. */
    boolean areThere(Connection connection, Table table) throws SQLException {
        KeyedValues before = Optional.ofNullable(values.get(table)).orElseThrow();
        List<String> rows = before.rows().stream()
                .filter(row -> !given.contains(row))
                .limit(LOOKED_FOR)
                .toList();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT count(*) FROM " + table.identity() + " WHERE "
                        + rows.stream()
                                .map(row -> "(" + row + ")")
                                .collect(Collectors.joining(" OR ", "false OR ", "")))) {
            return answer.next() && answer.getInt(1) == rows.size();
        }
    }

    /** Whether a column has the same as before in all those rows that are still there. */
    boolean areBack(Connection connection, Table table, Column column) throws SQLException {
        KeyedValues before = Optional.ofNullable(values.get(table)).orElseThrow();
        int place = Optional.ofNullable(columns.get(table)).orElseThrow().indexOf(column);
        KeyedValues now = read(connection, table, List.of(column));
        return before.rows().stream()
                .filter(row -> !given.contains(row) && now.rows().contains(row))
                .allMatch(row -> before.of(row, place).equals(now.of(row, 0)));
    }
}
