package io.schemaproof.assertions.query;

/**
 * A number of pages of 8 KiB that a query touches in shared buffers, found there or read.
 *
 * @since 0.1
 */
public record Buffers(long pages) {

    public Buffers {
        if (pages < 0) {
            throw new IllegalArgumentException("A query cannot touch " + pages + " buffers.");
        }
    }
}
