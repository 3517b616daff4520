package io.schemaproof.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a script left in a database: the objects and every row. */
final class DatabaseState {

    private static final String OBJECTS = """
            SELECT format('%s %s %s', c.relkind, c.oid::regclass, (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
                   FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped))
            FROM pg_class c WHERE relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE oid >= 16384
            ORDER BY 1""";

    private static final String TABLES =
            "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1";

    private DatabaseState() {}

    static List<String> of(Connection connection) throws SQLException {
        List<String> state = rows(connection, OBJECTS);
        for (String table : rows(connection, TABLES)) {
            rows(connection, "SELECT x::text FROM " + table + " x ORDER BY 1")
                    .forEach(row -> state.add(table + " " + row));
        }
        return state;
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
