package io.schemaproof.catalog;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moment that a reading sees, and what the server's write-ahead log says of the time since the last one.
 *
 * <p>Where two readings see the same transactions, nothing has changed. Otherwise the log names each page of a catalogue that has
 * changed, so that nothing else has to be gone through. That is asked for in vain where it has grown by more than a megabyte.
 *
 * @param age of the transaction that was asked for
 * @param snapshot which transactions are seen
 * @param horizon all transactions with lower numbers have ended
 * @param mayBeBuiltOn as in {@link CatalogProbe}
 * @param identity of the database
 * @param end of the log; empty where it was not asked for
 * @param written up to where the log is written
 */
record CatalogMoment(
        int age,
        String snapshot,
        long horizon,
        boolean mayBeBuiltOn,
        String identity,
        String end,
        String written,
        @Nullable ByteBuffer log) {

    private static final int MOST = 1 << 20;

    /** Asks where the log ends, and then whether a transaction with a number, which may have written to it, goes on. */
    static final List<String> BEGINNING = List.of(
            "SELECT CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_current_wal_insert_lsn()::text ELSE '' END",
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'transactionid' AND l.granted"
                    + " AND l.mode = 'ExclusiveLock')");

    private static final String MOMENT = "pg_current_snapshot()::text, pg_snapshot_xmin(pg_current_snapshot())::text,"
            + " pg_current_xact_id_if_assigned() IS NULL AND pg_snapshot_xmax(pg_current_snapshot()) < '2147483648'::xid8, "
            + CatalogFiles.IDENTITY;

    /** How old a transaction is; the same in all of a reading. */
    private static final String AGE = "age(?::text::xid), ";

    private static final String WITHOUT_LOG = MOMENT + ", '', '', NULL::bytea";

    /** Columns that ask for no log. */
    static final String COLUMNS = "0, " + WITHOUT_LOG;

    /**
     * Columns that do, and where they come from. The parameters are a transaction's number, the snapshot that is known, the page with which a stretch of the log begins, where the first file has it,
     * and how much of that file is left. A name of a file is asked for by a position in it: its beginning would be called the end of
     * the one before.
     */
    private static final String COLUMNS_WITH_LOG = AGE + MOMENT + """
            , l.till::text, l.written::text,
                   CASE WHEN pg_current_snapshot()::text = l.known OR l.written <= l.page OR l.till - l.page > %1$s THEN NULL
                        ELSE pg_read_binary_file('pg_wal/' || pg_walfile_name(l.page + 1), l.place,
                                 least((l.written - l.page)::bigint, l.room), true)
                             || CASE WHEN l.written - l.page > l.room
                                     THEN pg_read_binary_file('pg_wal/' || pg_walfile_name(l.written), 0,
                                              (l.written - l.page)::bigint - l.room, true)
                                     ELSE ''::bytea END END
            FROM (SELECT pg_current_wal_insert_lsn() AS till, pg_current_wal_flush_lsn() AS written, ?::text AS known,
                         ?::pg_lsn AS page, ?::bigint AS place, ?::bigint AS room OFFSET 0) l""".formatted(MOST);

    /** Asks whether transactions were taken back; the parameter is their numbers. */
    static final String TAKEN_BACK = "SELECT coalesce(bool_and(pg_xact_status(n::xid8) = 'aborted'), true)::text"
            + " FROM unnest(?::text[]) AS u(n)";

    /** @param before how many other columns come first in the row */
    static CatalogMoment read(ResultSet answer, int before) throws SQLException {
        byte[] log = answer.getBytes(before + 8);
        return new CatalogMoment(
                answer.getInt(before + 1),
                answer.getString(before + 2),
                answer.getLong(before + 3),
                answer.getBoolean(before + 4),
                answer.getString(before + 5),
                answer.getString(before + 6),
                answer.getString(before + 7),
                log == null ? null : ByteBuffer.wrap(log));
    }

    /**
     * What is asked about the moment.
     *
     * @param columns and where they come from
     */
    record Question(String columns, List<String> parameters) {

        static final Question OF_MOMENT_ALONE = new Question(COLUMNS, List.of());

        /** @param transaction whose age is asked for */
        static Question withoutLog(String transaction) {
            return new Question(AGE + WITHOUT_LOG, List.of(transaction));
        }

        /** The parameters are those of {@link #COLUMNS_WITH_LOG}. */
        static Question withLog(String transaction, String snapshot, String page, long place, long room) {
            return new Question(
                    COLUMNS_WITH_LOG,
                    List.of(transaction, snapshot, page, String.valueOf(place), String.valueOf(room)));
        }
    }

    /** Whether the log cannot have been read because it has grown too much since a position. */
    boolean isFarFrom(String start) {
        return end.isEmpty() || Math.abs(LogLayout.position(end) - LogLayout.position(start)) > MOST;
    }
}
