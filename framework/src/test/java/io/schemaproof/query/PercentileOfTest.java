package io.schemaproof.query;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentileOfTest {

    @Test
    void passes_the_median_after_few_samples() throws SQLException {
        Timing timing = TimeLimit.p50(ofMillis(50)).judge(SyntheticSamples.onQuietHost(() -> 3));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(timing.samples()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void fails_the_median_after_few_samples_and_says_how_many_exceed() throws SQLException {
        Timing timing = TimeLimit.p50(ofMillis(50)).judge(SyntheticSamples.onQuietHost(() -> 84.5));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(timing.reason())
                .isEqualTo("20 of 20 samples exceed the limit by more than the load of the host explains");
    }

    @Test
    void fails_the_95th_percentile_when_every_tenth_sample_exceeds() throws SQLException {
        SyntheticSamples samples = SyntheticSamples.onQuietHost(SyntheticSamples.cycle(3, 3, 3, 3, 3, 3, 3, 3, 3, 80));

        assertThat(TimeLimit.p95(ofMillis(50)).judge(samples).verdict()).isEqualTo(TimingVerdict.FAIL);
    }

    @Test
    void is_inconclusive_when_the_limit_is_the_median() throws SQLException {
        Timing timing = TimeLimit.p50(ofMillis(50)).judge(SyntheticSamples.onQuietHost(SyntheticSamples.cycle(40, 60)));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(timing.reason())
                .isEqualTo("320 of 640 samples exceed the limit; the limit is too near to the percentile to tell");
    }

    @Test
    void does_not_blame_the_query_for_samples_of_a_busy_host() throws SQLException {
        Timing timing = TimeLimit.p50(ofMillis(50)).judge(new SyntheticSamples(() -> 84.5, () -> 2));

        assertThat(timing.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(timing.reason()).endsWith("the host was busy during most of them");
    }

    @Test
    void errs_less_than_once_in_five_hundred_under_the_noise_that_was_measured() throws SQLException {
        Random random = new Random(7);
        int wrong = 0;
        for (int run = 0; run < 500; run++) {
            Timing fast =
                    TimeLimit.p50(ofMillis(50)).judge(SyntheticSamples.onQuietHost(() -> BestOfTest.noisy(3, random)));
            Timing slow = TimeLimit.p50(ofMillis(50))
                    .judge(SyntheticSamples.onQuietHost(() -> BestOfTest.noisy(84.5, random)));
            wrong += fast.verdict() == TimingVerdict.PASS ? 0 : 1;
            wrong += slow.verdict() == TimingVerdict.FAIL ? 0 : 1;
        }
        assertThat(wrong).isLessThanOrEqualTo(1);
    }

    @Test
    void binomial_tails_agree_with_the_tables() {
        assertThat(Binomial.atMost(2, 10, 0.5)).isCloseTo(56 / 1024.0, within(1e-12));
        assertThat(Binomial.atLeast(8, 10, 0.5)).isCloseTo(56 / 1024.0, within(1e-12));
        assertThat(Binomial.atLeast(0, 0, 0.5)).isEqualTo(1);
        assertThat(Binomial.atMost(0, 640, 0.05)).isCloseTo(Math.pow(0.95, 640), within(1e-18));
    }
}
