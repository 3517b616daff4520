package io.schemaproof.safety.estimate;

/**
 * How fast a kind of work is.
 *
 * @param rows a second
 * @param bytes a second, of the table whose rows these are
 * @since 0.1
 */
public record Rate(double rows, double bytes) {

    public Rate {
        if (!(rows > 0) || !(bytes > 0)) {
            throw new IllegalArgumentException(
                    "A rate is more than nothing, and not " + rows + " rows/s and " + bytes + " bytes/s.");
        }
    }

    /** The seconds for so much: many small rows take their time, and so do few large ones. */
    public double seconds(double manyRows, double manyBytes) {
        return Math.max(manyRows / rows, manyBytes / bytes);
    }
}
