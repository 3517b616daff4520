package io.schemaproof.trace;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The query that looks at the server from within a session. It is prepared once, because planning it costs more than running it, and
 * takes no snapshot of the whole catalogue: whatever a transaction has changed it has also locked, until it ends.
 */
final class SampleQuery {

    /** The head of each row: the session; then the relation, all null where it has locked none. */
    private static final String TEXT = """
            WITH own AS MATERIALIZED (
              SELECT locktype, relation, mode, virtualxid FROM pg_catalog.pg_lock_status()
              WHERE pid = pg_catalog.pg_backend_pid() AND granted)
            SELECT h.*, r.oid, r.modes, n.nspname, c.relname, c.relkind, c.relpersistence,
              pg_catalog.pg_relation_filenode(c.oid), SIZE, i.indrelid,
              pg_catalog.pg_stat_get_xact_numscans(c.oid), pg_catalog.pg_stat_get_xact_tuples_returned(c.oid),
              pg_catalog.pg_stat_get_xact_tuples_fetched(c.oid), pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid),
              pg_catalog.pg_stat_get_xact_tuples_updated(c.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)
            FROM (SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0') AS lsn,
                pg_catalog.current_setting('lock_timeout') AS lock_timeout,
                pg_catalog.current_setting('statement_timeout') AS statement_timeout,
                pg_catalog.current_setting('transaction_timeout', true) AS transaction_timeout,
                (SELECT pg_catalog.split_part(virtualxid, '/', 2) FROM own WHERE locktype = 'virtualxid') AS transaction,
                pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) AS clock,
                pg_catalog.date_part('epoch', pg_catalog.now()) AS begin,
                pg_catalog.pg_stat_get_xact_numscans('pg_catalog.pg_transform'::pg_catalog.regclass)
                  AS canary,
                (SELECT pg_catalog.count(*) FROM pg_catalog.pg_transform) AS scan) h
            LEFT JOIN (SELECT oid, pg_catalog.string_agg(mode, ',') AS modes FROM (
                SELECT relation AS oid, mode FROM own WHERE locktype = 'relation' AND relation >= 16384
                UNION ALL OTHERS) o GROUP BY oid) r ON true
            LEFT JOIN pg_catalog.pg_class c ON c.oid = r.oid
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid""";

    /** What {@code pg_transform} has to do with it: the scan of it is counted in its own row, see {@link Sample#follows}. */
    static final String TRACE = "PREPARE schemaproof_trace (oid[]) AS "
            + text("pg_catalog.pg_relation_size(c.oid)", "SELECT o, NULL FROM pg_catalog.unnest($1) o");

    /** All relations, with their sizes only if the parameter says so: reading them waits for locks. */
    static final String ALL = "PREPARE schemaproof_all (bool) AS "
            + text(
                    "CASE WHEN $1 THEN pg_catalog.pg_relation_size(c.oid) END",
                    "SELECT oid, NULL FROM pg_catalog.pg_class WHERE oid >= 16384");

    private SampleQuery() {}

    private static String text(String size, String others) {
        return TEXT.replace("SIZE", size).replace("OTHERS", others);
    }

    static List<String> prepare() {
        return List.of(TRACE, ALL);
    }

    static String execute(Collection<Long> touched) {
        return "EXECUTE schemaproof_trace ('{"
                + touched.stream().map(String::valueOf).collect(Collectors.joining(",")) + "}')";
    }

    static String executeAll(boolean sizes) {
        return "EXECUTE schemaproof_all (" + sizes + ")";
    }
}
