package io.schemaproof.assertions.query;

/**
 * How far an estimate may be from the truth.
 *
 * @param times how many times too many or too few
 * @param minimumRows nodes with fewer rows, estimated and actual, are not judged
 * @since 0.1
 */
public record Factor(double times, long minimumRows) {

    private static final long MINIMUM = 100;

    public Factor {
        if (!(times >= 1)) {
            throw new IllegalArgumentException("A factor is 1 or more, not " + times + ".");
        }
    }

    /** A factor for nodes of a hundred rows and more. */
    public static Factor of(double times) {
        return new Factor(times, MINIMUM);
    }

    /** Judge nodes from this many rows on. */
    public Factor from(long rows) {
        return new Factor(times, rows);
    }
}
