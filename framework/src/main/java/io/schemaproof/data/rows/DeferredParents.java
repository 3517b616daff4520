package io.schemaproof.data.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Foreign keys whose checks wait until both sides of a circle have rows. Only rows that refer to nothing are changed, and those
 * are ours: older ones have been checked.
 */
final class DeferredParents {

    private final Connection connection;
    private final Map<ParentKey, TargetTable> waiting = new LinkedHashMap<>();

    DeferredParents(Connection connection) {
        this.connection = connection;
    }

    /** Put off the checks that a step cannot pass yet. */
    void defer(FillStep step) throws SQLException {
        for (ParentKey key : step.table().parents()) {
            if (step.modes().get(key.name()) == ParentMode.PROVISIONAL && waiting.put(key, step.table()) == null) {
                execute("SET CONSTRAINTS " + Sql.name(step.table().table().schema()) + "." + Sql.name(key.name())
                        + " DEFERRED");
            }
        }
    }

    /** Let the rows refer to rows that exist; those for which there is none are taken back. Then make the checks. */
    void settle() throws SQLException {
        for (Map.Entry<ParentKey, TargetTable> entry : waiting.entrySet()) {
            for (String statement : statements(entry.getKey(), entry.getValue())) {
                execute(statement);
            }
        }
        if (!waiting.isEmpty()) {
            execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
    }

    private static List<String> statements(ParentKey key, TargetTable table) {
        List<String> columns = key.columns().stream()
                .map(name -> table.column(name).orElseThrow().quoted())
                .toList();
        List<String> same = new ArrayList<>();
        List<String> set = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            same.add("p." + key.referenced().get(i) + " = t." + columns.get(i));
            set.add(columns.get(i) + " = f." + key.referenced().get(i));
        }
        String dangling = " NOT EXISTS (SELECT FROM " + key.from() + " p WHERE " + String.join(" AND ", same) + ")"
                + columns.stream().map(column -> " AND t." + column + " IS NOT NULL").collect(Collectors.joining());
        String referenced = String.join(", ", key.referenced());
        String found = "(SELECT row_number() OVER (ORDER BY " + referenced + ") - 1 AS schemaproof_n, " + referenced
                + " FROM " + key.from() + ")";
        String numbered = "(SELECT t.ctid AS schemaproof_row, row_number() OVER (ORDER BY t.ctid) - 1 AS schemaproof_n FROM ONLY "
                + table.identity() + " t WHERE" + dangling + ")";
        return List.of(
                "UPDATE ONLY " + table.identity() + " t SET " + String.join(", ", set) + " FROM " + numbered + " d JOIN "
                        + found + " f ON f.schemaproof_n = d.schemaproof_n % (SELECT nullif(count(*), 0) FROM " + key.from()
                        + ") WHERE t.ctid = d.schemaproof_row",
                "DELETE FROM ONLY " + table.identity() + " t WHERE" + dangling);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
