package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.RowLoss;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows and values that an up has kept under another name: a new table that holds the same rows, a new column that holds the same values.
 *
 * @param was how to look at the database before
 * @param is and after
 */
record OtherNames(Connection was, DataDigest before, Connection is, DataDigest after) {

    /** What is left of the changes without them. */
    List<RowLoss> without(List<RowLoss> changes) throws SQLException {
        List<RowLoss> left = new ArrayList<>();
        for (RowLoss change : changes) {
            Set<String> gone = change.gone().keySet();
            if (change.difference().isEmpty()) {
                if (!isThere(change.table())) {
                    left.add(change);
                }
            } else {
                left.add(gone.isEmpty() ? change : withoutColumns(change));
            }
        }
        return left;
    }

    private boolean isThere(Relation table) throws SQLException {
        Map<String, String> values = values(was, table, columns(before, table));
        for (Map.Entry<Relation, TableDigest> other : after.tables().entrySet()) {
            if (!before.tables().containsKey(other.getKey())
                    && other.getValue().rows() == rows(table)
                    && values(is, other.getKey(), columns(after, other.getKey()))
                            .values()
                            .containsAll(values.values())) {
                return true;
            }
        }
        return false;
    }

    private RowLoss withoutColumns(RowLoss change) throws SQLException {
        Set<String> added = columns(after, change.table()).stream()
                .filter(column -> !columns(before, change.table()).contains(column))
                .collect(Collectors.toSet());
        Map<String, String> now = values(is, change.table(), added);
        Map<String, String> former = values(was, change.table(), change.gone().keySet());
        SortedMap<String, Long> gone = new TreeMap<>(change.gone());
        gone.keySet().removeIf(column -> now.containsValue(former.get(column)));
        return new RowLoss(
                change.table(),
                change.rows(),
                change.difference(),
                gone,
                change.differ(),
                change.permitted(),
                change.rescaled());
    }

    private long rows(Relation table) {
        TableDigest digest = before.tables().get(table);
        return digest == null ? 0 : digest.rows();
    }

    private static Set<String> columns(DataDigest digest, Relation table) {
        TableDigest found = digest.tables().get(table);
        return found == null ? Set.of() : found.columns().keySet();
    }

    /** What the values of columns reduce to, whatever the columns are called; those of a digest differ by the name. */
    private static Map<String, String> values(Connection connection, Relation table, Set<String> columns)
            throws SQLException {
        Map<String, String> values = new HashMap<>();
        List<String> names = List.copyOf(columns);
        if (names.isEmpty()) {
            return values;
        }
        String list = names.stream()
                .map(SqlText::identifier)
                .map(column -> "count(" + column + ") || ' ' || coalesce(sum(hashtextextended(format('%s', " + column
                        + ") COLLATE \"C\", 0)::numeric), 0)")
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + list + " FROM " + table.quoted())) {
            row.next();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), row.getString(i + 1));
            }
        }
        return values;
    }
}
