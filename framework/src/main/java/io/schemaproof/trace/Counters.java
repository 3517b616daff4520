package io.schemaproof.trace;

/** The session's own counters of a relation, as they stand or as a difference. */
record Counters(long passes, long rowsRead, long rowsFetched, long inserted, long updated, long deleted) {

    static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0);

    boolean isZero() {
        return equals(ZERO);
    }

    /** The difference to an earlier state; TRUNCATE takes back what was counted before, which is no work. */
    Counters minus(Counters earlier) {
        return new Counters(
                Math.max(0, passes - earlier.passes),
                Math.max(0, rowsRead - earlier.rowsRead),
                Math.max(0, rowsFetched - earlier.rowsFetched),
                Math.max(0, inserted - earlier.inserted),
                Math.max(0, updated - earlier.updated),
                Math.max(0, deleted - earlier.deleted));
    }
}
