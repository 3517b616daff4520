package io.schemaproof.query;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Asks the server what it would write, without writing anything. */
public final class WriteProbe {

    /** A bit for each kind of statement, as {@code information_schema.views} takes them apart. */
    private static final Map<Integer, String> BITS = Map.of(1 << 2, "UPDATE", 1 << 3, "INSERT", 1 << 4, "DELETE");

    private static final String VIEWS = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                   pg_catalog.pg_relation_is_updatable(c.oid, true),
                   ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND pg_catalog.pg_column_is_updatable(c.oid, a.attnum, true))
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'v' AND c.oid >= 16384
            """;

    /** The state of object_not_in_prerequisite_state. */
    private static final String NOT_READY = "55000";

    private final Connection connection;

    /** @param connection to the database that is asked, in auto-commit mode */
    public WriteProbe(Connection connection) {
        this.connection = connection;
    }

    /** What may be written through each view, by the view's identity. */
    public Map<String, ViewWrites> views() throws SQLException {
        Map<String, ViewWrites> views = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VIEWS)) {
            while (row.next()) {
                views.put(row.getString(1), new ViewWrites(statements(row.getInt(2)), texts(row.getArray(3))));
            }
        }
        return views;
    }

    private static Set<String> statements(int bits) {
        Set<String> statements = new LinkedHashSet<>();
        BITS.forEach((bit, word) -> {
            if ((bits & bit) != 0) {
                statements.add(word);
            }
        });
        return statements;
    }

    private static Set<String> texts(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    /**
     * Why the server refuses each statement of a kind, whatever it writes: it looks for a replica identity before the first row, also where it only explains.
     *
     * @param sql an UPDATE or a DELETE
     */
    public Optional<String> refusal(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("EXPLAIN (COSTS OFF) " + sql);
            return Optional.empty();
        } catch (SQLException e) {
            ServerError error = ServerError.of(e);
            if (error.sqlState().equals(NOT_READY)) {
                return Optional.of(error.message());
            }
            throw e;
        }
    }
}
