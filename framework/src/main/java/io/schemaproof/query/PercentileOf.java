package io.schemaproof.query;

import java.sql.SQLException;

/**
 * Judge a percentile by counting the samples beyond the limit, until a binomial test can tell.
 *
 * <p>If the percentile lay exactly at the limit, each sample would exceed it with a known probability. The verdict falls
 * once the count is one that would then come up once in {@value #ODDS} times. Every sample can speak for the query; one beyond
 * the limit speaks against it only if the load of the host does not explain it.
 *
 * <p>With several threads one stall hits all of them. So what they measure at the same time counts for no more than one sample
 * would, with the share of them that is beyond.
 */
final class PercentileOf {

    private static final int BLOCK = 10;
    private static final int ODDS = 10_000;

    private final TimeLimit limit;
    private final double exceedingShare;

    PercentileOf(TimeLimit limit, int percentile) {
        this.limit = limit;
        this.exceedingShare = 1 - percentile / 100.0;
    }

    Timing judge(SampleSource source) throws SQLException {
        Samples samples = new Samples(source, limit.limit());
        int threads = limit.threads();
        while (samples.rounds() < limit.samples()) {
            samples.takeNextBlock(Math.min(BLOCK, limit.samples() - samples.rounds()));
            int exceeding = (samples.exceeding() + threads - 1) / threads;
            if (Binomial.atMost(exceeding, samples.rounds(), exceedingShare) < 1.0 / ODDS) {
                return Timing.of(limit, samples, TimingVerdict.PASS, beyond(samples.exceeding(), samples.count()));
            }
            int unexplained = samples.unexplained() / threads;
            if (Binomial.atLeast(unexplained, samples.rounds(), exceedingShare) < 1.0 / ODDS) {
                return Timing.of(
                        limit,
                        samples,
                        TimingVerdict.FAIL,
                        beyond(samples.unexplained(), samples.count()) + " by more than the load of the host explains");
            }
        }
        String why = samples.unexplained() * 2 < samples.exceeding()
                ? "the host was busy during most of them"
                : "the limit is too near to the percentile to tell";
        return Timing.of(
                limit, samples, TimingVerdict.INCONCLUSIVE, beyond(samples.exceeding(), samples.count()) + "; " + why);
    }

    private static String beyond(int exceeding, int count) {
        return exceeding + " of " + count + " samples exceed the limit";
    }
}
