package io.schemaproof.trace;

import io.schemaproof.migration.ProbeRows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the server from within the session has shown.
 *
 * @param lsn place in the log, in bytes
 * @param transaction number of the session's transaction; each has the next one
 * @param clock seconds since the epoch
 * @param begin the same, when the transaction began
 * @param canary how often the query itself was run since the session last handed in its counters
 * @param horizon the oldest transaction whose changes this does not show for certain; 0 where it was not asked for
 * @param relations how many the database has; 0 where it was not asked for
 * @param rows relations that the transaction has locked, and those that were asked for, by OID
 */
record Sample(
        long lsn,
        Timeouts timeouts,
        long transaction,
        double clock,
        double begin,
        long canary,
        long horizon,
        long relations,
        Map<Long, Row> rows) {

    private static final int HEAD = 11;

    /** One relation: the locks on it, and what it is; empty where it is no more. */
    record Row(Set<LockMode> locks, Optional<RelationFacts> facts, Counters counters) {

        static final Row GONE = new Row(Set.of(), Optional.empty(), Counters.ZERO);
    }

    static Sample of(ProbeRows result) {
        Map<Long, Row> rows = new LinkedHashMap<>();
        for (List<@Nullable String> row : result.rows()) {
            String oid = row.get(HEAD);
            if (oid != null) {
                rows.put(Long.valueOf(oid), row(row.subList(HEAD, row.size())));
            }
        }
        List<@Nullable String> head = result.rows().get(0);
        String transactionTimeout = head.get(3);
        return new Sample(
                number(head.get(0)),
                new Timeouts(
                        Timeouts.duration(text(head, 1)),
                        Timeouts.duration(text(head, 2)),
                        Timeouts.duration(transactionTimeout == null ? "0" : transactionTimeout)),
                number(head.get(4)),
                Double.parseDouble(text(head, 5)),
                Double.parseDouble(text(head, 6)),
                number(head.get(7)),
                number(head.get(8)),
                number(head.get(9)),
                rows);
    }

    /** The same with relations that were looked at in the same transaction; see {@link SampleQuery#relations}. */
    Sample withRelations(ProbeRows result) {
        Map<Long, Row> all = new LinkedHashMap<>();
        result.rows().forEach(row -> all.put(Long.valueOf(text(row, 0)), row(row)));
        return withRows(all);
    }

    Sample withRows(Map<Long, Row> newRows) {
        return new Sample(lsn, timeouts, transaction, clock, begin, canary, horizon, relations, newRows);
    }

    /**
     * Whether the counters go on from those of an earlier sample that was the last before this one. They begin at zero again
     * after the session has handed them in, which it does now and then between two transactions; the query counts its own runs,
     * so that this is seen.
     */
    boolean follows(Sample earlier) {
        return canary == earlier.canary + 1;
    }

    /** Whether it begins with counters of zero. */
    boolean isFirst() {
        return canary == 0;
    }

    /** Time since the transaction began. */
    Duration sinceBegin() {
        return seconds(clock - begin);
    }

    Duration since(Sample earlier) {
        return seconds(clock - earlier.clock);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.max(0, Math.round(seconds * 1e6)) * 1000);
    }

    private static Row row(List<@Nullable String> row) {
        String modes = row.get(1);
        return new Row(
                modes == null ? Set.of() : LockMode.ofList(modes),
                RelationFacts.of(row.subList(2, 9)),
                new Counters(
                        number(row.get(9)),
                        number(row.get(10)),
                        number(row.get(11)),
                        number(row.get(12)),
                        number(row.get(13)),
                        number(row.get(14))));
    }

    private static String text(List<@Nullable String> row, int column) {
        return String.valueOf(row.get(column));
    }

    private static long number(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }
}
