package io.schemaproof.query;

import java.sql.SQLException;
import java.util.Locale;

/**
 * How many executions of a query a second must be reached.
 *
 * <p>Each thread has a session of its own and begins the next execution when the last one has ended, including the fetching
 * of all rows; what an execution writes is undone after it.
 *
 * @param perSecond the fewest executions in a second, of all threads together
 * @param threads how many sessions run the query at the same time
 * @param warmUps executions of each thread that are thrown away first; at least {@value TimeLimit#LEAST_WARM_UPS}
 * @since 0.1
 */
public record RateLimit(double perSecond, int threads, int warmUps) {

    public RateLimit {
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("A rate must be more than nothing, not " + perSecond + " per second.");
        }
        Crew.check(threads);
        WarmUp.check(warmUps);
    }

    /** Demand so many executions a second of one thread. */
    public static RateLimit perSecond(double executions) {
        return new RateLimit(executions, 1, TimeLimit.LEAST_WARM_UPS);
    }

    /** Return the same limit for all of so many threads together, which run the query at the same time. */
    public RateLimit threads(int sessions) {
        return new RateLimit(perSecond, sessions, warmUps);
    }

    /** Return the same limit with another number of executions thrown away first. */
    public RateLimit warmUp(int executions) {
        return new RateLimit(perSecond, threads, executions);
    }

    /** Count until there is a verdict or no hope of one. */
    Throughput judge(SampleSource source) throws SQLException {
        WarmUp.run(source, warmUps);
        return new RateOf(this).judge(source);
    }

    /** The limit as a phrase: {@code at least 100 per second in 4 threads at the same time}. */
    @Override
    public String toString() {
        return "at least " + text(perSecond) + " per second" + Crew.phrase(threads);
    }

    static String text(double perSecond) {
        return String.format(
                Locale.ROOT, perSecond >= 100 || perSecond == Math.rint(perSecond) ? "%,.0f" : "%.3g", perSecond);
    }
}
