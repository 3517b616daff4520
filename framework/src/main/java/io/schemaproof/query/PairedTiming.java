package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Compare the times of two queries, taken in turn in one run.
 *
 * <p>Each pair of samples says which of the two took longer after the factor; a stall of the host hits either alike. If
 * the query were exactly as slow as allowed, half of the pairs would speak against it. The verdict falls when so many, or
 * so few, do that it would come up once in {@value #ODDS} looks by chance (the sign test, which asks nothing of how times
 * are distributed); with forty looks a verdict is wrong less than once in 2,500 times.
 *
 * @param query the times of the query that must not be slower, sorted
 * @param other the times of the other one, sorted
 * @param slower observations in which the query took longer than the other one times the factor
 * @param observed how many observations there are: pairs, or where the databases are two, pairs of sessions
 * @param verdict what the pairs say
 * @since 0.1
 */
public record PairedTiming(
        List<Duration> query, List<Duration> other, int slower, int observed, TimingVerdict verdict) {

    /** Two preparations of one query on one session were seen to differ by a twentieth. */
    public static final double LEAST_FACTOR = 1.1;

    private static final int ODDS = 100_000;
    private static final int BLOCK = 10;

    public PairedTiming {
        query = query.stream().sorted().toList();
        other = other.stream().sorted().toList();
    }

    /**
     * Time both until there is a verdict or no hope of one.
     *
     * @param factor how many times longer the query may take; {@value #LEAST_FACTOR} or more
     * @throws IllegalArgumentException if the factor is smaller
     * @throws QueryException if the server refuses a query
     */
    public static PairedTiming of(Query query, Query other, double factor) {
        if (!(factor >= LEAST_FACTOR)) {
            throw new IllegalArgumentException("A factor is " + LEAST_FACTOR + " or more, not " + factor
                    + ": a query was seen to take a twentieth longer than itself.");
        }
        try (PairedSamples samples = PairedSamples.of(query, other)) {
            return judge(samples, factor);
        } catch (SQLException e) {
            throw QueryException.of("time", query.sql() + "\nor\n" + other.sql(), e);
        }
    }

    static PairedTiming judge(PairedSamples samples, double factor) throws SQLException {
        int slower = 0;
        int observed = 0;
        TimingVerdict verdict = TimingVerdict.INCONCLUSIVE;
        while (verdict == TimingVerdict.INCONCLUSIVE && observed < samples.most()) {
            slower += samples.observe() > factor ? 1 : 0;
            observed++;
            if (observed % BLOCK == 0 && Binomial.atMost(slower, observed, 0.5) < 1.0 / ODDS) {
                verdict = TimingVerdict.PASS;
            } else if (observed % BLOCK == 0 && Binomial.atLeast(slower, observed, 0.5) < 1.0 / ODDS) {
                verdict = TimingVerdict.FAIL;
            }
        }
        return new PairedTiming(samples.left(), samples.right(), slower, observed, verdict);
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
                "p50 %s against %s, min %s against %s; slower in %d of %d",
                TimeLimit.millis(median()),
                TimeLimit.millis(otherMedian()),
                TimeLimit.millis(query.get(0)),
                TimeLimit.millis(other.get(0)),
                slower,
                observed);
    }
}
