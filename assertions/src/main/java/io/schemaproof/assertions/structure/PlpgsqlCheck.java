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

    /**
     * A trigger function is checked with each table that has such a trigger, because its NEW and OLD are rows of it, and with the
     * transition tables that the trigger names.
     */
    void check(Connection connection, Function function, List<String> errors, List<String> unchecked)
            throws SQLException {
        boolean fires = function.returns().orElse("").equals("trigger");
        List<Use> uses = fires ? uses(connection, function) : List.of(Use.CALL);
        if (uses.isEmpty()) {
            unchecked.add(function.signature() + ": no table has a trigger that calls it");
        }
        for (Use use : uses) {
            errors.addAll(errors(connection, function.signature(), use));
        }
    }

    /**
     * How a function is called.
     *
     * @param relation oid of the table of a trigger; 0 for a plain call
     * @param where the table, in words
     * @param oldTable name of the transition table, or empty
     */
    private record Use(long relation, String where, String oldTable, String newTable) {

        static final Use CALL = new Use(0, "", "", "");
    }

    private static List<Use> uses(Connection connection, Function function) throws SQLException {
        List<Use> uses = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT DISTINCT tgrelid, ' on ' || tgrelid::regclass, coalesce(tgoldtable, ''), coalesce(tgnewtable, '')
                FROM pg_catalog.pg_trigger WHERE tgfoid = pg_catalog.to_regprocedure(?) ORDER BY 2, 3, 4""")) {
            statement.setString(1, function.signature());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    uses.add(new Use(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return uses;
    }

    private List<String> errors(Connection connection, String signature, Use use) throws SQLException {
        List<String> errors = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT coalesce(': line ' || lineno, '') || ': ' || message || ' [SQLSTATE ' || sqlstate || ']' FROM "
                        + schema + ".plpgsql_check_function_tb(pg_catalog.to_regprocedure(?),"
                        + " CAST(CAST(? AS oid) AS regclass), fatal_errors => false,"
                        + " oldtable => nullif(?, '')::name, newtable => nullif(?, '')::name) WHERE level = 'error'")) {
            statement.setString(1, signature);
            statement.setLong(2, use.relation());
            statement.setString(3, use.oldTable());
            statement.setString(4, use.newTable());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    errors.add(signature + use.where() + rows.getString(1));
                }
            }
        }
        return errors;
    }
}
