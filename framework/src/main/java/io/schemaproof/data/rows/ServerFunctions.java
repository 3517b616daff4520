package io.schemaproof.data.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Functions in the session's own temporary schema: they catch what the server refuses where it happens, so that a refusal
 * costs no round trip and no savepoint. Their settings end with each call.
 */
final class ServerFunctions implements AutoCloseable {

    static final String PROBE = "pg_temp.schemaproof_probe";
    static final String FILL = "pg_temp.schemaproof_fill";
    static final String RUN = "pg_temp.schemaproof_run";

    private static final String SETTINGS = """
             SET jit = off SET max_parallel_workers_per_gather = 0 SET synchronize_seqscans = off
             SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET lc_monetary = 'C'
             SET extra_float_digits = 1 SET bytea_output = 'hex' SET standard_conforming_strings = on SET row_security = off
            """;

    /** Which of the texts pass: all in one statement, or, where one of them raises an error, one by one. */
    private static final String CREATE_PROBE = """
            CREATE FUNCTION pg_temp.schemaproof_probe(query text, texts text[]) RETURNS int[] LANGUAGE plpgsql %s AS $f$
            DECLARE
              found int[];
              one int[];
              passed int[] := '{}';
            BEGIN
              BEGIN
                EXECUTE query INTO found USING texts;
                RETURN coalesce(found, '{}');
              EXCEPTION WHEN OTHERS OR ASSERT_FAILURE THEN
              END;
              FOR k IN 1 .. cardinality(texts) LOOP
                BEGIN
                  EXECUTE query INTO one USING texts[k:k];
                  IF cardinality(one) > 0 THEN
                    passed := passed || k;
                  END IF;
                EXCEPTION WHEN OTHERS OR ASSERT_FAILURE THEN
                END;
              END LOOP;
              RETURN passed;
            END $f$
            """;

    /**
     * Inserts rows for more and more numbers until the table has enough. A refused batch is halved until the rows that are
     * refused stand alone; they are left out. ON CONFLICT looks each row up first, which takes a third longer, so rows that
     * should all be different go without it until one of them is not.
     */
    private static final String CREATE_FILL = """
            CREATE FUNCTION pg_temp.schemaproof_fill(query text, skipping text, relation text, total bigint, filtered boolean,
                different boolean, OUT rows_before bigint,
                OUT rows_added bigint, OUT refused_state text, OUT refused_message text, OUT refused_constraint text,
                OUT refused_column text, OUT refused_context text, OUT refused_schema text, OUT refused_table text)
                LANGUAGE plpgsql %s AS $f$
            DECLARE
              next bigint;
              size bigint;
              clause text;
              most bigint := greatest(total * 16, 20000);
              n bigint;
              idle int := 0;
              dry bigint := 0;
              refused int := 0;
              starts bigint[];
              ends bigint[];
              a bigint;
              b bigint;
            BEGIN
              EXECUTE 'SELECT count(*) FROM ' || relation INTO rows_before;
              rows_added := 0;
              clause := CASE WHEN different AND rows_before = 0 THEN '' ELSE skipping END;
              next := rows_before;
              size := (total - rows_before) * CASE WHEN filtered THEN 4 ELSE 1 END;
              WHILE rows_added < total - rows_before AND refused < 300 AND idle < 20 AND dry <= most LOOP
                starts := ARRAY[next];
                ends := ARRAY[next + size - 1];
                n := 0;
                WHILE cardinality(starts) > 0 AND rows_added + n < total - rows_before AND refused < 300 LOOP
                  a := starts[cardinality(starts)];
                  b := ends[cardinality(ends)];
                  starts := trim_array(starts, 1);
                  ends := trim_array(ends, 1);
                  DECLARE
                    inserted bigint;
                  BEGIN
                    EXECUTE query || clause USING a, b, total - rows_before - rows_added - n;
                    GET DIAGNOSTICS inserted = ROW_COUNT;
                    n := n + inserted;
                  EXCEPTION WHEN OTHERS OR ASSERT_FAILURE THEN
                    GET STACKED DIAGNOSTICS refused_state = RETURNED_SQLSTATE, refused_message = MESSAGE_TEXT,
                      refused_constraint = CONSTRAINT_NAME, refused_column = COLUMN_NAME, refused_context = PG_EXCEPTION_CONTEXT,
                      refused_schema = SCHEMA_NAME, refused_table = TABLE_NAME;
                    IF clause <> skipping THEN
                      clause := skipping;
                      starts := starts || a;
                      ends := ends || b;
                    ELSIF a < b THEN
                      starts := starts || ((a + b) / 2 + 1) || a;
                      ends := ends || b || ((a + b) / 2);
                    ELSE
                      refused := refused + 1;
                    END IF;
                  END;
                END LOOP;
                rows_added := rows_added + n;
                next := next + size;
                idle := CASE WHEN n > 0 THEN 0 ELSE idle + 1 END;
                dry := CASE WHEN n > 0 THEN 0 ELSE dry + size END;
                size := CASE
                  WHEN n > 0 THEN least(2 * (total - rows_before - rows_added) * size / n + 1, most)
                  WHEN filtered AND (rows_added = 0 OR idle > 6) THEN least(size * 4, most)
                  WHEN filtered THEN least(4 * (total - rows_before - rows_added), most)
                  ELSE total - rows_before - rows_added END;
              END LOOP;
              EXECUTE 'SELECT count(*) FROM ' || relation INTO n;
              rows_added := n - rows_before;
            END $f$
            """;

    /** What the server says against a statement; NULL where it ran. */
    private static final String CREATE_RUN = """
            CREATE FUNCTION pg_temp.schemaproof_run(query text) RETURNS text LANGUAGE plpgsql %s AS $f$
            BEGIN
              EXECUTE query;
              RETURN NULL;
            EXCEPTION WHEN OTHERS OR ASSERT_FAILURE THEN
              RETURN SQLERRM;
            END $f$
            """;

    private static final String DROP =
            "DROP FUNCTION IF EXISTS pg_temp.schemaproof_probe, pg_temp.schemaproof_fill," + " pg_temp.schemaproof_run";

    private static final String EXIST = "SELECT pg_catalog.to_regprocedure('" + RUN + "(text)') IS NOT NULL";

    private final Connection connection;
    private final boolean stay;

    private ServerFunctions(Connection connection, boolean stay) {
        this.connection = connection;
        this.stay = stay;
    }

    /** Leave them in a session, for all who fill on it later. */
    static void prepare(Connection connection) throws SQLException {
        if (!exist(connection)) {
            create(connection, "");
        }
    }

    /** @param replica whether triggers are not to fire */
    static ServerFunctions create(Connection connection, boolean replica) throws SQLException {
        boolean stay = !replica && exist(connection);
        if (!stay) {
            create(connection, replica ? " SET session_replication_role = replica" : "");
        }
        return new ServerFunctions(connection, stay);
    }

    private static boolean exist(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EXIST)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void create(Connection connection, String further) throws SQLException {
        String settings = SETTINGS + further;
        try (Statement statement = connection.createStatement()) {
            statement.execute(DROP + ";" + CREATE_PROBE.replace("%s", settings) + ";"
                    + CREATE_FILL.replace("%s", settings) + ";" + CREATE_RUN.replace("%s", settings));
        }
    }

    @Override
    public void close() throws SQLException {
        if (stay) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(DROP);
        }
    }
}
