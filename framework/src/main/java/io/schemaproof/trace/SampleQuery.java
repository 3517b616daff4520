package io.schemaproof.trace;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query that looks at the server from within a session. It is prepared once, because planning it costs more than running it, and
 * does not read the
 * whole catalogue: whatever a transaction has changed it has also locked, until it ends.
 *
 * <p>The scan of {@code pg_transform}, which nobody uses, is counted in its own row; see {@link Sample#follows}.
 */
final class SampleQuery {

    /** The oldest transaction whose changes may come to light later, and how many relations there are. */
    private static final String HORIZON = "(SELECT x::pg_catalog.text::pg_catalog.int8 % 4294967296"
            + " FROM pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) x),"
            + " (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class WHERE oid >= 16384)";

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
                  AS canary, HORIZON,
                (SELECT pg_catalog.count(*) FROM pg_catalog.pg_transform) AS scan) h
            LEFT JOIN (SELECT oid, pg_catalog.string_agg(mode, ',') AS modes FROM (
                SELECT relation AS oid, mode FROM own WHERE locktype = 'relation' AND relation >= 16384
                UNION ALL OTHERS) o GROUP BY oid) r ON true
            LEFT JOIN pg_catalog.pg_class c ON c.oid = r.oid
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid""";

    /** Relations, besides those that are locked: none, some, and those that were changed since a transaction. */
    private static final String TRACE = "PREPARE schemaproof_trace AS "
            + text("pg_catalog.pg_relation_size(c.oid)", "SELECT NULL, NULL WHERE false");

    private static final String SOME = "PREPARE schemaproof_some (oid[]) AS "
            + text("pg_catalog.pg_relation_size(c.oid)", "SELECT o, NULL FROM pg_catalog.unnest($1) o");

    private static final String SINCE = "PREPARE schemaproof_since (xid) AS "
            + text(
                            "pg_catalog.pg_relation_size(c.oid)",
                            "SELECT oid, NULL FROM pg_catalog.pg_class"
                                    + " WHERE oid >= 16384 AND pg_catalog.age(xmin) <= pg_catalog.age($1)")
                    .replace("HORIZON", HORIZON);

    /** All relations, with their sizes only if the parameter says so: reading them waits for locks. */
    private static final String ALL = "PREPARE schemaproof_all (bool) AS "
            + text(
                            "CASE WHEN $1 THEN pg_catalog.pg_relation_size(c.oid) END",
                            "SELECT oid, NULL FROM pg_catalog.pg_class WHERE oid >= 16384")
                    .replace("HORIZON", HORIZON);

    private SampleQuery() {}

    private static String text(String size, String others) {
        return TEXT.replace("SIZE", size).replace("OTHERS", others);
    }

    static List<String> prepare() {
        return Stream.of(TRACE, SOME, SINCE, ALL, SessionState.PREPARE_MARK)
                .map(sql -> sql.replace("HORIZON", "NULL, NULL"))
                .toList();
    }

    static String execute(Collection<Long> touched) {
        return touched.isEmpty()
                ? "EXECUTE schemaproof_trace"
                : "EXECUTE schemaproof_some ('{"
                        + touched.stream().map(String::valueOf).collect(Collectors.joining(",")) + "}')";
    }

    static String executeSince(long transaction) {
        return "EXECUTE schemaproof_since ('" + transaction + "')";
    }

    static String executeAll(boolean sizes) {
        return "EXECUTE schemaproof_all (" + sizes + ")";
    }
}
