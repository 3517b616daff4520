package io.schemaproof.trace;

/**
 * What a statement did with the rows of a table, by the server's own counters.
 *
 * @param relation the table
 * @param passes how often it was read from begin to end, also to build an index or to check a constraint
 * @param rowsRead rows that these passes have read
 * @param rowsFetched rows that were found through an index, or the entries that were read in its indexes if these are more
 * @param inserted rows
 * @param updated rows
 * @param deleted rows
 * @param bytes size of its file behind the statement, in bytes, without indexes and TOAST; -1 where it was not looked at
 * @since 0.1
 */
public record TableWork(
        TracedRelation relation,
        long passes,
        long rowsRead,
        long rowsFetched,
        long inserted,
        long updated,
        long deleted,
        long bytes)
        implements Comparable<TableWork> {

    /** Rows that were inserted, updated or deleted. */
    public long rowsWritten() {
        return inserted + updated + deleted;
    }

    /** Rows read, found and written. */
    public long rows() {
        return rowsRead + rowsFetched + rowsWritten();
    }

    @Override
    public int compareTo(TableWork other) {
        return relation.compareTo(other.relation);
    }
}
