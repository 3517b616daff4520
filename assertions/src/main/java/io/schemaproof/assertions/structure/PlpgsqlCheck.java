package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.Function;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The extension plpgsql_check, where it is installed: it alone looks into the statements of PL/pgSQL.
 *
 * @param schema where its functions are, quoted; empty where it is not installed
 */
record PlpgsqlCheck(String schema) {

    static PlpgsqlCheck find(Connection connection) throws SQLException {
        return new PlpgsqlCheck(FunctionCompilation.value(
                connection,
                "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension e"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'plpgsql_check'",
                null));
    }

    boolean isInstalled() {
        return !schema.isEmpty();
    }

    /** A trigger function is checked with each table that has such a trigger, because its NEW and OLD are rows of it. */
    void check(Connection connection, Function function, List<String> errors, List<String> unchecked)
            throws SQLException {
        List<String> tables = new ArrayList<>();
        boolean fires = function.returns().orElse("").equals("trigger");
        if (fires) {
            read(connection, """
                    SELECT DISTINCT tgrelid::regclass::text FROM pg_catalog.pg_trigger
                    WHERE tgfoid = pg_catalog.to_regprocedure(?) ORDER BY 1""", tables, function.signature());
            if (tables.isEmpty()) {
                unchecked.add(function.signature() + ": no table has a trigger that calls it");
            }
        } else {
            tables.add("-");
        }
        for (String table : tables) {
            read(
                    connection,
                    "SELECT CAST(? AS text) || coalesce(': line ' || lineno, '') || ': ' || message || ' [SQLSTATE '"
                            + " || sqlstate || ']' FROM " + schema
                            + ".plpgsql_check_function_tb(pg_catalog.to_regprocedure(?),"
                            + " CAST(? AS regclass), fatal_errors => false) WHERE level = 'error'",
                    errors,
                    function.signature() + (fires ? " on " + table : ""),
                    function.signature(),
                    table);
        }
    }

    private static void read(Connection connection, String sql, List<String> into, String... binds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setString(i + 1, binds[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    into.add(rows.getString(1));
                }
            }
        }
    }
}
