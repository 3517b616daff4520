package io.schemaproof.data.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    Set<TargetTable> settle() throws SQLException {
        for (Map.Entry<ParentKey, TargetTable> entry : waiting.entrySet()) {
            TargetTable table = entry.getValue();
            String dangling = dangling(entry.getKey(), table);
            // A trigger may forbid updates; then the rows go.
            run(update(entry.getKey(), table, dangling));
            run("DELETE FROM ONLY " + table.identity() + " t WHERE" + dangling);
        }
        if (!waiting.isEmpty()) {
            execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
        return Set.copyOf(waiting.values());
    }

    private static String quoted(TargetTable table, String column) {
        return table.column(column).orElseThrow().quoted();
    }

    private static String dangling(ParentKey key, TargetTable table) {
        List<String> same = new ArrayList<>();
        StringBuilder given = new StringBuilder();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = "t." + quoted(table, key.columns().get(i));
            same.add("p." + key.referenced().get(i) + " = " + column);
            given.append(" AND ").append(column).append(" IS NOT NULL");
        }
        return " NOT EXISTS (SELECT FROM " + key.from() + " p WHERE " + String.join(" AND ", same) + ")" + given;
    }

    private static String update(ParentKey key, TargetTable table, String dangling) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            set.add(quoted(table, key.columns().get(i)) + " = f."
                    + key.referenced().get(i));
        }
        String referenced = String.join(", ", key.referenced());
        String numbered =
                "(SELECT t.ctid AS schemaproof_row, row_number() OVER (ORDER BY t.ctid) - 1 AS schemaproof_n FROM ONLY "
                        + table.identity() + " t WHERE" + dangling + ")";
        String found = "(SELECT row_number() OVER (ORDER BY " + referenced + ") - 1 AS schemaproof_n, " + referenced
                + " FROM " + key.from() + ")";
        return "UPDATE ONLY " + table.identity() + " t SET " + String.join(", ", set) + " FROM " + numbered + " d JOIN "
                + found
                + " f ON f.schemaproof_n = d.schemaproof_n % (SELECT nullif(count(*), 0) FROM " + key.from()
                + ") WHERE t.ctid = d.schemaproof_row";
    }

    private void run(String sql) throws SQLException {
        execute("SELECT " + ServerFunctions.RUN + "(" + Sql.literal(sql) + ")");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
