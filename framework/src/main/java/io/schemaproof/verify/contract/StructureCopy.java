package io.schemaproof.verify.contract;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes in a database of ours what expressions of another one may name: its types, the columns of its tables, sequences, functions and
 * views; without rows, constraints and privileges. There the server can be asked how it writes an expression, which it tells only of
 * what is stored. No program of PostgreSQL is needed for it, and no lock.
 *
 * @since 0.1
 */
public final class StructureCopy {

    private static final String OWN = """
            %1$s.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = %1$s.oid AND d.deptype = 'e')
            """;

    private static final String COLUMNS = """
            (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s%s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation::text ELSE '' END),
                ', ' ORDER BY a.attnum)
              FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)""";

    /** Each gives statements; what needs something that a later one makes is tried again. */
    private static final List<String> STATEMENTS = List.of(
            """
            SELECT pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %I', nspname) FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'""",
            """
            SELECT pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I', e.extname, n.nspname)
            FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname <> 'plpgsql'""",
            """
            SELECT pg_catalog.format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype,
                pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder))
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
            WHERE """ + " " + OWN.formatted("t") + " GROUP BY t.oid",
            """
            SELECT pg_catalog.format('CREATE TYPE %s AS RANGE (SUBTYPE = %s)', r.rngtypid::regtype,
                pg_catalog.format_type(r.rngsubtype, NULL))
            FROM pg_catalog.pg_range r JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid WHERE """ + " " + OWN.formatted("t"),
            """
            SELECT pg_catalog.format('CREATE DOMAIN %s AS %s', t.oid::regtype, pg_catalog.format_type(t.typbasetype, t.typtypmod))
            FROM pg_catalog.pg_type t WHERE t.typtype = 'd' AND""" + " " + OWN.formatted("t"),
            "SELECT pg_catalog.format('CREATE TYPE %s AS (%s)', c.oid::regclass, " + COLUMNS
                    + ") FROM pg_catalog.pg_class c WHERE c.relkind = 'c' AND " + OWN.formatted("c"),
            "SELECT pg_catalog.format('CREATE SEQUENCE %s', c.oid::regclass) FROM pg_catalog.pg_class c"
                    + " WHERE c.relkind = 'S' AND " + OWN.formatted("c"),
            "SELECT pg_catalog.format('CREATE TABLE %s (%s)', c.oid::regclass, " + COLUMNS
                    + ") FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'p', 'f') AND " + OWN.formatted("c"),
            "SELECT pg_catalog.pg_get_functiondef(p.oid) FROM pg_catalog.pg_proc p WHERE p.prokind <> 'a' AND "
                    + OWN.formatted("p"),
            "SELECT pg_catalog.format('CREATE VIEW %s AS %s', c.oid::regclass, pg_catalog.pg_get_viewdef(c.oid))"
                    + " FROM pg_catalog.pg_class c WHERE c.relkind IN ('v', 'm') AND " + OWN.formatted("c"));

    private StructureCopy() {}

    /**
     * Make it. What cannot be made, such as a type of an extension that our server lacks, is left out: a question that needs it is then
     * refused.
     *
     * @param source a session that only reads; its search path is left as it was
     * @throws SQLException if one of the two is lost
     */
    public static void make(Connection source, TestDatabase target) throws SQLException {
        List<String> statements = new ArrayList<>();
        String path = searchPath(source);
        try (Statement statement = source.createStatement()) {
            // Names are written with their schema then.
            statement.execute("SET search_path = ''");
            for (String query : STATEMENTS) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        statements.add(rows.getString(1));
                    }
                }
            }
            statement.execute("SET search_path = " + path);
        }
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            // Names without a schema mean here what they mean there.
            statement.execute("ALTER DATABASE " + target.settings().database() + " SET search_path = " + path);
            statement.execute("SET check_function_bodies = off");
            statement.execute("SET search_path = ''");
            int open;
            do {
                open = statements.size();
                statements.removeIf(sql -> succeeds(statement, sql));
            } while (!statements.isEmpty() && statements.size() < open);
        }
    }

    private static String searchPath(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path')")) {
            row.next();
            return row.getString(1).isBlank() ? "''" : row.getString(1);
        }
    }

    private static boolean succeeds(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
