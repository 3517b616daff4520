package io.schemaproof.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class PairedTimingTest {

    @Test
    void the_verdict_falls_after_few_pairs_when_the_two_are_far_apart() throws SQLException {
        PairedTiming slower = PairedTiming.judge(new Synthetic(() -> 30, () -> 3), 1.5);
        PairedTiming faster = PairedTiming.judge(new Synthetic(() -> 3, () -> 30), 1.5);

        assertThat(slower.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(faster.verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(slower.observed()).isEqualTo(20);
        assertThat(slower.figures()).isEqualTo("p50 30 ms against 3 ms, min 30 ms against 3 ms; slower in 20 of 20");
    }

    @Test
    void exactly_the_factor_gives_no_verdict() throws SQLException {
        boolean[] turn = {false};
        PairedTiming timing = PairedTiming.judge(new Synthetic(() -> (turn[0] = !turn[0]) ? 14 : 16, () -> 10), 1.5);

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(timing.observed()).isEqualTo(400);
    }

    @Test
    void never_errs_under_the_noise_that_was_measured() throws SQLException {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            Synthetic same = new Synthetic(() -> BestOfTest.noisy(3, random), () -> BestOfTest.noisy(3, random));
            Synthetic thrice = new Synthetic(() -> BestOfTest.noisy(9, random), () -> BestOfTest.noisy(3, random));

            assertThat(PairedTiming.judge(same, 1.5).verdict()).isNotEqualTo(TimingVerdict.FAIL);
            assertThat(PairedTiming.judge(thrice, 1.5).verdict()).isNotEqualTo(TimingVerdict.PASS);
        }
    }

    private static final class Synthetic extends PairedSamples {

        private final SampleSource query;
        private final SampleSource other;

        Synthetic(DoubleSupplier query, DoubleSupplier other) {
            this.query = SyntheticSamples.onQuietHost(query);
            this.other = SyntheticSamples.onQuietHost(other);
        }

        @Override
        int most() {
            return 400;
        }

        @Override
        double observe() throws SQLException {
            return pair(query, other);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
