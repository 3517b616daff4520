package io.schemaproof.safety.estimate;

/**
 * How large a table or materialized view is.
 *
 * @param rows that its statistics say; 0 for an empty one, -1 where it was never analysed
 * @param bytes of its file and of that for its long values, without indexes
 * @since 0.1
 */
public record RelationSize(long rows, long bytes) {

    /** Whether it has rows, as far as anybody knows. */
    public boolean isKnown() {
        return rows > 0 && bytes > 0;
    }
}
