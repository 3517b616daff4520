package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.assertions.core.UndecidedException;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.assertions.core.Workshop;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Have the server write an expected type or expression as it writes those it has stored, so that {@code int} is {@code
 * integer} and {@code status IN ('a', 'b')} is {@code status = ANY (ARRAY['a', 'b'])}.
 *
 * <p>Each is tried on an empty temporary copy of the table, in a transaction that is rolled back.
 */
public final class Canonical {

    static final String COPY = "pg_temp.schemaproof_copy";

    private final DataSource dataSource;

    public Canonical(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A type as {@code format_type} writes it; serial is none, and a text that says more than a type is refused. */
    public String type(String type) {
        return ask(
                "type " + type,
                // A table would take NOT NULL, DEFAULT and serial with it.
                "CREATE TYPE " + COPY + " AS (c " + WholeSql.of(type) + ")",
                "SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)"
                        + " || CASE WHEN a.attcollation <> t.typcollation THEN ' with a collation' ELSE '' END"
                        + " || CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute o WHERE o.attrelid = a.attrelid"
                        + " AND o.attnum > 1) THEN ' and more' ELSE '' END"
                        + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                        + " WHERE a.attrelid = '" + COPY + "'::regclass AND a.attnum = 1");
    }

    /** The expression of a column's default. */
    public String defaultOf(String table, String column, String expression) {
        return ask(
                "default " + expression,
                copyOf(table) + "; ALTER TABLE " + COPY + " ALTER COLUMN " + Names.quote(column) + " SET DEFAULT ("
                        + WholeSql.of(expression) + ")",
                // What DEFAULT NULL says is not stored.
                "SELECT coalesce(max(pg_get_expr(adbin, adrelid)), 'NULL') FROM pg_catalog.pg_attrdef WHERE adrelid = '"
                        + COPY + "'::regclass");
    }

    /** A condition over the columns of a table, of a CHECK or of a partial index. */
    public String condition(String table, String condition) {
        return ask(
                "condition " + condition,
                copyOf(table) + "; ALTER TABLE " + COPY + " ADD CONSTRAINT schemaproof_check CHECK ("
                        + WholeSql.of(condition) + ")",
                "SELECT pg_get_expr(conbin, conrelid) FROM pg_catalog.pg_constraint WHERE conrelid = '" + COPY
                        + "'::regclass AND conname = 'schemaproof_check'");
    }

    /** A key of an index, column or expression. */
    public String indexKey(String table, String key) {
        return ask(
                "index key " + key,
                copyOf(table) + "; CREATE INDEX schemaproof_index ON " + COPY + " ((" + WholeSql.of(key) + "))",
                "SELECT pg_get_indexdef('pg_temp.schemaproof_index'::regclass, 1, false)");
    }

    /** The result of a function: {@code SETOF text}, {@code TABLE(make text)}. */
    public String returns(String result) {
        return ask(
                "result " + result,
                "CREATE FUNCTION pg_temp.schemaproof_function() RETURNS " + WholeSql.of(result)
                        + " LANGUAGE plpgsql AS 'BEGIN END'",
                "SELECT pg_get_function_result(oid) FROM pg_catalog.pg_proc WHERE proname = 'schemaproof_function'"
                        + " AND pronamespace = pg_my_temp_schema()");
    }

    /**
     * The arguments of a function: {@code a integer, VARIADIC b text[]}.
     *
     * @param result empty for those of a procedure
     */
    String arguments(String arguments, Optional<String> result) {
        return ask(
                "arguments " + arguments,
                "CREATE " + (result.isPresent() ? "FUNCTION" : "PROCEDURE") + " pg_temp.schemaproof_function("
                        + WholeSql.of(arguments) + ")"
                        + result.map(type -> " RETURNS " + WholeSql.of(type)).orElse("")
                        + " LANGUAGE plpgsql AS 'BEGIN END'",
                "SELECT pg_get_function_arguments(oid) FROM pg_catalog.pg_proc WHERE proname = 'schemaproof_function'"
                        + " AND pronamespace = pg_my_temp_schema()");
    }

    static String copyOf(String table) {
        return "CREATE TEMPORARY TABLE schemaproof_copy (LIKE " + table + ")";
    }

    /**
     * Prepare what is expected and return what the server wrote.
     *
     * @throws QueryException if the server refuses what is expected
     */
    String ask(String what, String prepare, String question) {
        // The expected value is read with the user's search path and written as the catalogue's are.
        return ask(dataSource, what, question, prepare, CatalogReader.spelling());
    }

    /**
     * Prepare what is expected, in a transaction that is rolled back, and return what the server wrote.
     *
     * @throws QueryException if the server refuses what is expected
     */
    static String ask(DataSource dataSource, String what, String question, String... prepare) {
        DataSource asked = Workshop.of(dataSource);
        try (Connection connection = RolledBackDataSource.of(asked).getConnection();
                Statement statement = connection.createStatement()) {
            // An expected value is SQL, not JDBC: its question marks and braces are the server's.
            statement.setEscapeProcessing(false);
            for (String sql : prepare) {
                statement.execute(sql);
            }
            try (ResultSet rows = statement.executeQuery(question)) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            if (asked != dataSource) {
                // The copy may lack what the database has.
                throw new UndecidedException(
                        "The database is only read, and on a copy of its structure the expected " + what
                                + " is not valid: " + e.getMessage()
                                + "\nIf it is valid there, write it as the server does; ./schemaproof describe shows that.",
                        e);
            }
            throw new QueryException("The expected " + what + " is not valid here: " + e.getMessage(), e);
        }
    }
}
