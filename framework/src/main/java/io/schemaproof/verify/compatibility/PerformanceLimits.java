package io.schemaproof.verify.compatibility;

import io.schemaproof.query.TimeLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a query may cost after each migration, on tables full of rows. Immutable: each method returns other limits.
 *
 * <pre>{@code
 * PerformanceLimits limits = PerformanceLimits.within(best(ofMillis(50))).rows(10_000).pages(200).byIndex();
 * }</pre>
 *
 * @param time how long it may take; empty for any time
 * @param pages of 8 KiB that it may touch; the same at each run, so that no clock decides; empty for any number
 * @param indexed whether each table must be read by an index where its rows are searched, whatever the number of rows
 * @param rows that are generated for each table, in what seeds leave empty
 * @since 0.1
 */
public record PerformanceLimits(Optional<TimeLimit> time, OptionalLong pages, boolean indexed, long rows) {

    /** The number of generated rows when nobody asks for another. */
    public static final long ROWS = 1_000;

    /** The best of twenty executions within 100 ms: too generous to accuse anybody on a thousand rows but a query that is wrong. */
    public static final PerformanceLimits DEFAULT = within(TimeLimit.best(Duration.ofMillis(100)));

    /** @throws IllegalArgumentException if nothing is limited, or no row is asked for */
    public PerformanceLimits {
        if (time.isEmpty() && pages.isEmpty() && !indexed) {
            throw new IllegalArgumentException(
                    "Limit something: the time, the pages, or that tables are read by an index.");
        }
        if (rows < 1) {
            throw new IllegalArgumentException("Ask for at least one row in each table, not " + rows + ".");
        }
        if (pages.isPresent() && pages.getAsLong() < 1) {
            throw new IllegalArgumentException("A query touches at least one page, not " + pages.getAsLong() + ".");
        }
    }

    /** Limit the time. */
    public static PerformanceLimits within(TimeLimit time) {
        return new PerformanceLimits(Optional.of(time), OptionalLong.empty(), false, ROWS);
    }

    /** Limit the pages as well. */
    public PerformanceLimits pages(long most) {
        return new PerformanceLimits(time, OptionalLong.of(most), indexed, rows);
    }

    /** Demand as well that no table is read whole in which an index could be searched. */
    public PerformanceLimits byIndex() {
        return new PerformanceLimits(time, pages, true, rows);
    }

    /** Measure on so many rows in each table. */
    public PerformanceLimits rows(long each) {
        return new PerformanceLimits(time, pages, indexed, each);
    }
}
