package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * Judge the best of several samples; with several threads, the best of several rounds, in which each thread runs the query.
 *
 * <p>A busy host makes a query slower and never faster, so one sample within the limit proves that the query can hold
 * it, while one beyond proves nothing: a 3 ms query was seen to take 665 ms. The best of five stayed below 9 ms under
 * any load.
 */
final class BestOf {

    /** Samples taken one after the other before the spread ones. */
    private static final int FIRST = 5;

    private static final Duration SPREAD = Duration.ofSeconds(1);

    /** Samples that the load does not explain, without which a failure is not believed. */
    private static final int UNEXPLAINED = 5;

    /** After this long a slow query gets no more than {@link #SLOW} samples. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SLOW = 10;

    private final TimeLimit limit;

    BestOf(TimeLimit limit) {
        this.limit = limit;
    }

    Timing judge(SampleSource source) throws SQLException {
        Samples samples = new Samples(source, limit.limit());
        if (samples.takeUntilWithin(FIRST)) {
            return pass(samples);
        }
        int more = limit.samples() - FIRST;
        Duration gap = more == 0 ? Duration.ZERO : SPREAD.dividedBy(more);
        while (samples.rounds() < limit.samples()
                && (samples.rounds() < SLOW || samples.spent().compareTo(PATIENCE) < 0)) {
            source.pause(gap);
            samples.takeBlock(1);
            if (samples.within()) {
                return pass(samples);
            }
        }
        return allBeyond(samples);
    }

    private Timing pass(Samples samples) {
        return Timing.of(limit, samples, TimingVerdict.PASS, "a " + what() + " holds the limit");
    }

    private Timing allBeyond(Samples samples) {
        String all = "all " + samples.rounds() + " " + what() + "s exceed the limit";
        if (samples.unexplainedRounds() >= UNEXPLAINED) {
            return Timing.of(
                    limit,
                    samples,
                    TimingVerdict.FAIL,
                    all + ", " + samples.unexplainedRounds() + " of them by more than the load of the host explains");
        }
        return Timing.of(
                limit,
                samples,
                TimingVerdict.INCONCLUSIVE,
                all
                        + String.format(
                                Locale.ROOT,
                                ", but the host ran up to %.1f times slower than alone",
                                samples.worstContention()));
    }

    private String what() {
        return limit.threads() == 1 ? "sample" : "round";
    }
}
