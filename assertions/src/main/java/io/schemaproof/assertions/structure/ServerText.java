package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Have the server write an expected view, trigger condition, policy or domain as it writes those it has stored, by making it in a
 * transaction that is rolled back. Unlike {@link Canonical} with the user's own settings.
 */
final class ServerText {

    /**
     * Before PostgreSQL 16 it names the view itself, which is another one here. A column that was renamed has its former name in
     * it still.
     */
    static final String VIEW_TREE = "SELECT replace(ev_action::text, ' :relid ' || ev_class::oid || ' ', ' :relid 0 ')"
            + " || (SELECT array_agg(attname ORDER BY attnum)::text FROM pg_catalog.pg_attribute"
            + " WHERE attrelid = ev_class AND attnum > 0)"
            + " FROM pg_catalog.pg_rewrite WHERE rulename = '_RETURN' AND ev_class = pg_catalog.to_regclass(?)";

    private final DataSource dataSource;

    ServerText(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The query of a view. */
    String view(String query) {
        return ofView(query, "SELECT pg_catalog.pg_get_viewdef('pg_temp.schemaproof_view'::regclass)");
    }

    /** The query of a view as the server has understood it. */
    String viewTree(String query) {
        return ofView(query, VIEW_TREE.replace("?", "'pg_temp.schemaproof_view'"));
    }

    private String ofView(String query, String question) {
        return ask(
                "query",
                "CREATE TEMPORARY VIEW schemaproof_view AS " + WholeSql.of(withoutSemicolon(query) + "\n"),
                question);
    }

    /** A condition of a policy, which unlike one of a CHECK may hold subqueries. */
    String policy(String table, String condition) {
        return ask(
                "condition " + condition,
                "SET LOCAL lock_timeout = '10s'; CREATE POLICY schemaproof_policy ON " + table + " USING ("
                        + WholeSql.of(condition + "\n") + ")",
                "SELECT pg_get_expr(polqual, polrelid) FROM pg_catalog.pg_policy"
                        + " WHERE polname = 'schemaproof_policy'");
    }

    /**
     * The definition of a trigger with a condition, on an empty copy of a table.
     *
     * @param when {@code BEFORE UPDATE}
     * @param level {@code FOR EACH ROW}
     */
    String trigger(String table, String when, String level, String condition, String function) {
        return ask(
                "condition " + condition,
                "CREATE TEMPORARY TABLE schemaproof_copy (LIKE " + table + "); CREATE TRIGGER schemaproof_trigger "
                        + when + " ON pg_temp.schemaproof_copy " + level + " WHEN ("
                        + WholeSql.of(condition + "\n") + ") EXECUTE FUNCTION " + function,
                "SELECT pg_get_triggerdef(oid) FROM pg_catalog.pg_trigger WHERE tgname = 'schemaproof_trigger'"
                        + " AND tgrelid = 'pg_temp.schemaproof_copy'::regclass");
    }

    /** The default of a domain over a type. */
    String domainDefault(String type, String expression) {
        return ask(
                "default " + expression,
                "CREATE DOMAIN pg_temp.schemaproof_domain AS " + type + " DEFAULT (" + WholeSql.of(expression + "\n")
                        + ")",
                "SELECT coalesce(pg_get_expr(typdefaultbin, 0), typdefault) FROM pg_catalog.pg_type"
                        + " WHERE oid = 'pg_temp.schemaproof_domain'::regtype");
    }

    /** A condition on VALUE of a domain over a type. */
    String domainCheck(String type, String condition) {
        return ask(
                "condition " + condition,
                "CREATE DOMAIN pg_temp.schemaproof_domain AS " + type + " CHECK (" + WholeSql.of(condition + "\n")
                        + ")",
                "SELECT pg_get_expr(conbin, 0) FROM pg_catalog.pg_constraint"
                        + " WHERE contypid = 'pg_temp.schemaproof_domain'::regtype");
    }

    /** The default of a function's argument. */
    String argumentDefault(String type, String expression) {
        return ask(
                "default " + expression,
                "CREATE FUNCTION pg_temp.schemaproof_function(" + type + " DEFAULT (" + WholeSql.of(expression + "\n")
                        + ")) RETURNS void LANGUAGE plpgsql AS 'BEGIN END'",
                "SELECT pg_get_function_arg_default(oid, 1) FROM pg_catalog.pg_proc"
                        + " WHERE proname = 'schemaproof_function' AND pronamespace = pg_my_temp_schema()");
    }

    /** Whether the planner replaces a stored condition by true, because no row can fail it. */
    boolean isAlwaysTrue(String table, String name, String condition) {
        try {
            // Not as WHERE, of which the planner would estimate how many rows pass, with parameters that are not set
            // here.
            return ask(
                            "condition " + condition,
                            "CREATE TEMPORARY TABLE schemaproof_copy (LIKE " + table + ")",
                            "EXPLAIN (VERBOSE, FORMAT JSON) SELECT (" + condition
                                    + ") FROM pg_temp.schemaproof_copy AS " + Names.sql(List.of(name)))
                    .contains("\"Output\": [\"true\"]");
        } catch (QueryException e) {
            // What can fail when it is planned, for a missing parameter or a division by zero, is no constant.
            String state = e.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
            if (state.startsWith("22") || state.startsWith("P0") || state.equals("42704")) {
                return false;
            }
            throw e;
        }
    }

    private static String withoutSemicolon(String query) {
        return query.strip().replaceFirst(";\\s*$", "");
    }

    private String ask(String what, String prepare, String question) {
        return Canonical.ask(dataSource, what, question, prepare);
    }
}
