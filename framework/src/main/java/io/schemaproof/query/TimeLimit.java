package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How long a query may take, and what of it is held against the limit.
 *
 * <p>Time is the client's: the prepared statement on a warm session, including the fetching of all rows.
 *
 * @param percentile the percentile that must hold the limit; empty for the best of the samples
 * @param limit the longest time allowed
 * @param warmUps executions that are thrown away first; at least {@value #LEAST_WARM_UPS}, because the driver prepares
 *     on the server at the fifth and the server may go over to a generic plan five later
 * @param samples the most samples taken before the verdict is given up; by each thread
 * @param threads how many sessions run the query at the same time while each is measured
 * @since 0.1
 */
public record TimeLimit(OptionalInt percentile, Duration limit, int warmUps, int samples, int threads) {

    /** The fewest executions after which the plan is the one an application meets. */
    public static final int LEAST_WARM_UPS = 10;

    private static final int LEAST_SAMPLES = 10;
    private static final int BEST_OF = 20;
    private static final int PERCENTILE_SAMPLES = 640;

    /** Samples expected beyond a limit that is just held; with none seen of that many, chance is ruled out. */
    private static final int BEYOND = 30;

    public TimeLimit {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("A time limit must be longer than nothing, not " + limit + ".");
        }
        WarmUp.check(warmUps);
        Crew.check(threads);
        if (samples < LEAST_SAMPLES) {
            throw new IllegalArgumentException(
                    "Take at least " + LEAST_SAMPLES + " samples, not " + samples + ": fewer prove nothing.");
        }
        if (percentile.orElse(50) < 1 || percentile.orElse(50) > 99) {
            throw new IllegalArgumentException("A percentile is 1 to 99, not " + percentile.getAsInt() + ".");
        }
    }

    /**
     * Demand that the query <em>can</em> run within the limit: one sample within it is a pass, and only twenty beyond
     * it, spread over a second or more, are a failure. The verdict that a busy host disturbs least.
     */
    public static TimeLimit best(Duration limit) {
        return new TimeLimit(OptionalInt.empty(), limit, LEAST_WARM_UPS, BEST_OF, 1);
    }

    /** Demand that half of all executions hold the limit. */
    public static TimeLimit p50(Duration limit) {
        return percentile(50, limit);
    }

    /**
     * Demand that 95 of 100 executions hold the limit.
     *
     * <p>On a shared host this measures the scheduler as much as the query; prefer {@link #best} or {@link #p50}.
     */
    public static TimeLimit p95(Duration limit) {
        return percentile(95, limit);
    }

    /** Demand that 90 of 100 executions hold the limit. */
    public static TimeLimit p90(Duration limit) {
        return percentile(90, limit);
    }

    /** Demand that 99 of 100 executions hold the limit; takes more than 900 samples for any verdict but a failure. */
    public static TimeLimit p99(Duration limit) {
        return percentile(99, limit);
    }

    /** Demand that this share of executions, in percent, holds the limit. */
    public static TimeLimit percentile(int percentile, Duration limit) {
        int samples = Math.max(PERCENTILE_SAMPLES, BEYOND * 100 / Math.max(1, 100 - percentile));
        return new TimeLimit(OptionalInt.of(percentile), limit, LEAST_WARM_UPS, samples, 1);
    }

    /** Return the same limit with another number of executions thrown away first. */
    public TimeLimit warmUp(int executions) {
        return new TimeLimit(percentile, limit, executions, samples, threads);
    }

    /** Return the same limit with another greatest number of samples. */
    public TimeLimit samples(int most) {
        return new TimeLimit(percentile, limit, warmUps, most, threads);
    }

    /**
     * Return the same limit while so many sessions run the query at the same time, each in a thread of its own.
     *
     * <p>A percentile is that of all samples of all threads; {@link #best} then means the best of twenty rounds in which every
     * thread's execution holds the limit. More threads than the host has processors make any query slower: a sample that is
     * beyond the limit by no more than that explains is not held against the query.
     */
    public TimeLimit threads(int sessions) {
        return new TimeLimit(percentile, limit, warmUps, samples, sessions);
    }

    /** Take samples until there is a verdict or no hope of one. */
    Timing judge(SampleSource source) throws SQLException {
        WarmUp.run(source, warmUps);
        Timing timing = percentile.isPresent()
                ? new PercentileOf(this, percentile.getAsInt()).judge(source)
                : new BestOf(this).judge(source);
        return timing.verdict() == TimingVerdict.FAIL
                ? source.idleBurst(LEAST_SAMPLES, Duration.ZERO)
                        .map(timing::beside)
                        .orElse(timing)
                : timing;
    }

    /** The limit as a phrase: {@code best of 20 ≤ 50 ms}. */
    @Override
    public String toString() {
        String what = percentile.isPresent() ? "p" + percentile.getAsInt() : "best of " + samples;
        return what + " ≤ " + millis(limit) + Crew.phrase(threads);
    }

    static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        String format = millis >= 100 || millis == Math.rint(millis) ? "%.0f ms" : millis >= 10 ? "%.1f ms" : "%.2f ms";
        return String.format(Locale.ROOT, format, millis);
    }
}
