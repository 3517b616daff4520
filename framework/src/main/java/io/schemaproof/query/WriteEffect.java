package io.schemaproof.query;

import java.util.Comparator;

/**
 * What a write of one row does beside what its statement says.
 *
 * @param write the statement
 * @param kind what it does
 * @param name of the column, without quotes; for {@link Kind#WRITES} the identity of the table
 */
public record WriteEffect(Write write, Kind kind, String name) implements Comparable<WriteEffect> {

    private static final Comparator<WriteEffect> ORDER = Comparator.comparing(WriteEffect::kind)
            .thenComparing(WriteEffect::name)
            .thenComparing(WriteEffect::write);

    /** A statement. */
    public enum Write {
        INSERT,
        UPDATE,
        DELETE
    }

    /** What is done. */
    public enum Kind {
        /** A column without a default that an INSERT leaves out gets a value. */
        FILLS,
        /** A column gets another value than the statement gives it, or another one where the statement does not name it. */
        CHANGES,
        /** Rows of another table are written. */
        WRITES
    }

    @Override
    public int compareTo(WriteEffect other) {
        return ORDER.compare(this, other);
    }
}
