package io.schemaproof.trace;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The query that looks at the server from within a session. It is prepared where it is sent again, because planning it costs more than
 * running it, and does not read the whole catalogue: whatever a transaction has changed it has also locked, until it ends.
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

    private static final String SIZE = "pg_catalog.pg_relation_size(c.oid)";

    private static final String NO_HORIZON = "NULL, NULL";

    /** Relations, besides those that are locked: none, some, and those that were changed since a transaction. */
    static final String PREPARE_TRACE =
            "PREPARE schemaproof_trace AS " + text(SIZE, "SELECT NULL, NULL WHERE false", NO_HORIZON);

    static final String PREPARE_SOME = "PREPARE schemaproof_some (oid[]) AS "
            + text(SIZE, "SELECT o, NULL FROM pg_catalog.unnest($1) o", NO_HORIZON);

    static final String PREPARE_SINCE = "PREPARE schemaproof_since (xid) AS "
            + text(
                    SIZE,
                    "SELECT oid, NULL FROM pg_catalog.pg_class"
                            + " WHERE oid >= 16384 AND pg_catalog.age(xmin) <= pg_catalog.age($1)",
                    HORIZON);

    private static final String EVERY = "SELECT oid, NULL FROM pg_catalog.pg_class WHERE oid >= 16384";

    /** All relations. */
    static final String ALL = text(SIZE, EVERY, HORIZON);

    /** All relations without their sizes: reading them waits for locks. */
    static final String ALL_WITHOUT_SIZES = text("NULL", EVERY, HORIZON);

    private static final String RELATIONS = """
            SELECT c.oid, NULL, n.nspname, c.relname, c.relkind, c.relpersistence, c.relfilenode,
              CASE WHEN c.relfilenode <> 0 THEN SIZE END, i.indrelid, 0, 0, 0, 0, 0, 0
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid WHERE c.oid >= 16384""";

    /** A file of a gigabyte is not the only one of its relation. A sequence is one page. */
    private static final String FILES = RELATIONS.replace("FROM", """
                    FROM (SELECT 'base/' || oid || '/' AS folder, dattablespace = 1663 AS usual,
                        pg_catalog.current_setting('block_size')::pg_catalog.int8 AS page
                      FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) d CROSS JOIN""").replace("SIZE", """
                    CASE WHEN c.relkind = 'S' THEN d.page ELSE coalesce(
                      CASE WHEN d.usual AND c.reltablespace = 0
                        THEN nullif((pg_catalog.pg_stat_file(d.folder || c.relfilenode, true)).size, 1073741824) END,
                      """ + SIZE + ") END");

    private SampleQuery() {}

    /**
     * All relations as {@link Sample#withRelations} takes them, in a session that has not touched any and has few things in its caches. To
     * ask the server for sizes has it open each relation, which takes twice as long as all the rest. A superuser may look at the
     * files instead; the server is asked for those that are not in the usual place or may be of several parts.
     */
    static String relations(boolean superuser) {
        return superuser ? FILES : RELATIONS.replace("SIZE", SIZE);
    }

    private static String text(String size, String others, String horizon) {
        return TEXT.replace("SIZE", size).replace("OTHERS", others).replace("HORIZON", horizon);
    }

    static String execute() {
        return "EXECUTE schemaproof_trace";
    }

    static String execute(Collection<Long> touched) {
        return "EXECUTE schemaproof_some ('" + array(touched) + "')";
    }

    /** The same where it is not prepared. */
    static String some(Collection<Long> touched) {
        return text(
                SIZE,
                "SELECT o, NULL FROM pg_catalog.unnest('" + array(touched) + "'::pg_catalog.oid[]) o",
                NO_HORIZON);
    }

    private static String array(Collection<Long> oids) {
        return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    static String executeSince(long transaction) {
        return "EXECUTE schemaproof_since ('" + transaction + "')";
    }
}
