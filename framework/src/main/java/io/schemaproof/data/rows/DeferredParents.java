package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Foreign keys whose checks wait until both sides of a circle have rows. Until then they refer to nothing, which tells ours
 * from older ones; an older row that refers to nothing, after NOT VALID for example, is noted before and left alone.
 */
final class DeferredParents {

    private final Connection connection;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /** @param dangling the condition that finds our rows as {@code t} */
    private record Waiting(ParentKey key, TargetTable table, String dangling) {}

    DeferredParents(Connection connection) {
        this.connection = connection;
    }

    /** Put off the checks that a step cannot pass yet. */
    void defer(FillStep step) throws SQLException {
        TargetTable table = step.table();
        for (ParentKey key : table.parents()) {
            String name = table.identity() + "." + key.name();
            if (step.modes().get(key.name()) == ParentMode.PROVISIONAL && !waiting.containsKey(name)) {
                waiting.put(name, new Waiting(key, table, dangling(key, table) + older(key, table)));
                execute("SET CONSTRAINTS " + SqlText.identifier(table.table().schema()) + "."
                        + SqlText.identifier(key.name()) + " DEFERRED");
            }
        }
    }

    private String older(ParentKey key, TargetTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT array_agg(t.ctid)::text FROM ONLY " + table.identity()
                        + " t WHERE" + dangling(key, table))) {
            row.next();
            String rows = row.getString(1);
            return rows == null ? "" : " AND t.ctid <> ALL (" + SqlText.literal(rows) + "::tid[])";
        }
    }

    /** Let the rows refer to rows that exist; those for which there is none are taken back. Then make the checks. */
    Set<TargetTable> settle() throws SQLException {
        Set<TargetTable> changed = new LinkedHashSet<>();
        for (Waiting one : waiting.values()) {
            // A trigger may forbid updates; then the rows go.
            run(update(one));
            run("DELETE FROM ONLY " + one.table().identity() + " t WHERE" + one.dangling());
            changed.add(one.table());
        }
        if (!waiting.isEmpty()) {
            execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
        return changed;
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

    private static String update(Waiting one) {
        ParentKey key = one.key();
        TargetTable table = one.table();
        List<String> set = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            set.add(quoted(table, key.columns().get(i)) + " = f."
                    + key.referenced().get(i));
        }
        String referenced = String.join(", ", key.referenced());
        String numbered =
                "(SELECT t.ctid AS schemaproof_row, row_number() OVER (ORDER BY t.ctid) - 1 AS schemaproof_n FROM ONLY "
                        + table.identity() + " t WHERE" + one.dangling() + ")";
        String found = "(SELECT row_number() OVER (ORDER BY " + referenced + ") - 1 AS schemaproof_n, " + referenced
                + " FROM " + key.from() + ")";
        return "UPDATE ONLY " + table.identity() + " t SET " + String.join(", ", set) + " FROM " + numbered + " d JOIN "
                + found
                + " f ON f.schemaproof_n = d.schemaproof_n % (SELECT nullif(count(*), 0) FROM " + key.from()
                + ") WHERE t.ctid = d.schemaproof_row";
    }

    private void run(String sql) throws SQLException {
        execute("SELECT " + ServerFunctions.RUN + "(" + SqlText.literal(sql) + ")");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
