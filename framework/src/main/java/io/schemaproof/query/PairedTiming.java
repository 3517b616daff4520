package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compare the times of two queries, taken in turn in one run.
 *
 * <p>Each pair of samples says which of the two took longer after the factor; a stall of the host hits either alike. If
 * the query were exactly as slow as allowed, half of the pairs would speak against it. The verdict falls when so many, or
 * so few, do that it would come up once in {@value #ODDS} looks by chance (the sign test, which asks nothing of how times
 * are distributed); with at most {@value #LOOKS} looks a verdict is wrong less than once in 2,500 times.
 *
 * @param query the times of the query that must not be slower, sorted
 * @param other the times of the other one, sorted
 * @param slower pairs in which the query took longer than the other one times the factor
 * @param verdict what the pairs say
 * @since 0.1
 */
public record PairedTiming(List<Duration> query, List<Duration> other, int slower, TimingVerdict verdict) {

    private static final int ODDS = 100_000;
    private static final int BLOCK = 10;
    private static final int LOOKS = 40;

    public PairedTiming {
        query = query.stream().sorted().toList();
        other = other.stream().sorted().toList();
    }

    /**
     * Time both until there is a verdict or no hope of one.
     *
     * @param factor how many times longer the query may take; more than 1, because two that are equal can never be told
     *     apart
     * @throws IllegalArgumentException if the factor is not more than 1
     * @throws QueryException if the server refuses a query
     */
    public static PairedTiming of(Query query, Query other, double factor) {
        try (PreparedSamples left = PreparedSamples.open(query);
                PreparedSamples right = PreparedSamples.open(other)) {
            return judge(left, right, factor);
        } catch (SQLException e) {
            throw QueryException.of("time", query.sql() + "\nor\n" + other.sql(), e);
        }
    }

    static PairedTiming judge(SampleSource query, SampleSource other, double factor) throws SQLException {
        if (!(factor > 1)) {
            throw new IllegalArgumentException("A factor is more than 1, not " + factor
                    + ": two queries of the same speed cannot be told apart by their times.");
        }
        WarmUp.run(query, TimeLimit.LEAST_WARM_UPS);
        WarmUp.run(other, TimeLimit.LEAST_WARM_UPS);
        List<Duration> left = new ArrayList<>();
        List<Duration> right = new ArrayList<>();
        int slower = 0;
        for (int look = 0; look < LOOKS; look++) {
            for (int i = 0; i < BLOCK; i++) {
                slower += pair(query, other, i % 2 == 0, left, right) > factor ? 1 : 0;
            }
            if (Binomial.atMost(slower, left.size(), 0.5) < 1.0 / ODDS) {
                return new PairedTiming(left, right, slower, TimingVerdict.PASS);
            }
            if (Binomial.atLeast(slower, left.size(), 0.5) < 1.0 / ODDS) {
                return new PairedTiming(left, right, slower, TimingVerdict.FAIL);
            }
        }
        return new PairedTiming(left, right, slower, TimingVerdict.INCONCLUSIVE);
    }

    /** Take turns in who comes first, so that whatever the first one does for the second counts for neither. */
    private static double pair(
            SampleSource query, SampleSource other, boolean first, List<Duration> left, List<Duration> right)
            throws SQLException {
        long before = first ? query.sample() : 0;
        long others = other.sample();
        long own = first ? before : query.sample();
        left.add(Duration.ofNanos(own));
        right.add(Duration.ofNanos(others));
        return (double) own / Math.max(1, others);
    }

    /** The middle of the query's times. */
    public Duration median() {
        return query.get(query.size() / 2);
    }

    /** The middle of the other query's times. */
    public Duration otherMedian() {
        return other.get(other.size() / 2);
    }

    /** All figures in one line. */
    public String figures() {
        return String.format(
                Locale.ROOT,
                "p50 %s against %s, min %s against %s; slower in %d of %d pairs",
                TimeLimit.millis(median()),
                TimeLimit.millis(otherMedian()),
                TimeLimit.millis(query.get(0)),
                TimeLimit.millis(other.get(0)),
                slower,
                query.size());
    }
}
