package io.schemaproof.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateOfTest {

    private static final RateLimit HUNDRED = RateLimit.perSecond(100);

    @Test
    void passes_as_soon_as_chance_is_ruled_out() throws SQLException {
        Throughput throughput = HUNDRED.judge(SyntheticBursts.onQuietHost(110));

        assertThat(throughput.verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(throughput.reason()).isEqualTo("0 of 14 bursts stay below the rate");
        assertThat(throughput.idle()).isEmpty();
    }

    @Test
    void passes_although_the_host_stalls_now_and_then() throws SQLException {
        assertThat(verdict(SyntheticBursts.onQuietHost(50, 200, 200, 200, 200, 200, 200, 200, 200, 200)))
                .isEqualTo(TimingVerdict.PASS);
    }

    @Test
    void fails_when_no_burst_reaches_the_rate_and_says_what_the_host_can_do() throws SQLException {
        Throughput throughput = HUNDRED.judge(SyntheticBursts.onQuietHost(50));

        assertThat(throughput.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(throughput.reason())
                .isEqualTo("none of 14 bursts reaches the rate, 14 of them stay below by more than the load of the host"
                        + " explains");
        assertThat(throughput.figures())
                .isEqualTo(
                        "50 to 50 per second, with and without what undoes each of 14 executions (14 bursts, 1 thread,"
                                + " warm-up 10 discarded); each took min 20 ms, p50 20 ms, p90 20 ms, p95 20 ms, p99 20 ms, max 20"
                                + " ms; SELECT 1 reaches 10,000 per second in as many threads");
    }

    @Test
    void does_not_fail_a_query_that_has_reached_the_rate_once() throws SQLException {
        Throughput throughput = HUNDRED.judge(SyntheticBursts.onQuietHost(50, 50, 50, 120, 50, 50, 50, 50, 50, 50));

        assertThat(throughput.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(throughput.reason())
                .isEqualTo("36 of 40 bursts stay below the rate; it is too near to what the query reaches to tell");
    }

    @Test
    void does_not_pass_a_rate_that_is_reached_only_between_long_stalls() throws SQLException {
        assertThat(verdict(SyntheticBursts.onQuietHost(0.2, 105, 105, 105, 105, 105, 105, 105, 105, 105)))
                .isEqualTo(TimingVerdict.INCONCLUSIVE);
    }

    @Test
    void what_undoes_an_execution_speaks_neither_for_the_query_nor_against_it() throws SQLException {
        SyntheticBursts around = new SyntheticBursts(() -> 80, 2, () -> 1.02, 10_000);

        assertThat(verdict(around)).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(RateLimit.perSecond(70).judge(around).verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(RateLimit.perSecond(170).judge(around).verdict()).isEqualTo(TimingVerdict.FAIL);
    }

    @Test
    void does_not_blame_the_query_for_a_busy_host() throws SQLException {
        Throughput busy = HUNDRED.judge(new SyntheticBursts(() -> 50, 1, () -> 2.5, 10_000));
        Throughput threads = HUNDRED.threads(4).judge(new SyntheticBursts(() -> 50, 1, () -> 2.5, 10_000));

        assertThat(busy.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(busy.reason())
                .isEqualTo(
                        "40 of 40 bursts stay below the rate, but a thread of this host ran up to 2.5 times slower than"
                                + " one alone");
        assertThat(threads.reason()).contains("but 4 threads of this host ran up to 2.5 times slower than one alone");
        assertThat(verdict(new SyntheticBursts(() -> 30, 1, () -> 2.5, 10_000))).isEqualTo(TimingVerdict.FAIL);
    }

    @Test
    void does_not_blame_the_query_for_a_rate_that_the_host_cannot_reach() throws SQLException {
        Throughput throughput = HUNDRED.judge(new SyntheticBursts(() -> 20, 1, () -> 1.02, 90));

        assertThat(throughput.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(throughput.reason())
                .isEqualTo("none of 14 bursts reaches the rate, but neither does SELECT 1 on this host");
        assertThat(throughput.idle().orElseThrow()).isCloseTo(90, within(0.1));
    }

    @Test
    void gives_a_query_of_seconds_fewer_bursts() throws SQLException {
        Throughput throughput = HUNDRED.judge(SyntheticBursts.onQuietHost(0.5));

        assertThat(throughput.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(throughput.bursts()).isEqualTo(10);
        assertThat(RateLimit.perSecond(0.5)
                        .judge(SyntheticBursts.onQuietHost(0.4, 0.6))
                        .bursts())
                .isEqualTo(14);
    }

    /** Each burst is up to a fifth slower than the query can, and every twentieth stalls. */
    @Test
    void never_errs_under_noise() throws SQLException {
        Random random = new Random(7);
        for (int run = 0; run < 1_000; run++) {
            assertThat(verdict(noisy(180, random))).isEqualTo(TimingVerdict.PASS);
            assertThat(verdict(noisy(99, random))).isEqualTo(TimingVerdict.FAIL);
            assertThat(verdict(noisy(120, random))).isNotEqualTo(TimingVerdict.FAIL);
        }
    }

    private static SyntheticBursts noisy(double perSecond, Random random) {
        return new SyntheticBursts(
                () -> perSecond * (1 - random.nextDouble() / 5) / (random.nextInt(20) == 0 ? 4 : 1),
                1,
                () -> 1.02,
                10_000);
    }

    @Test
    void refuses_rates_that_demand_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.perSecond(0))
                .withMessage("A rate must be more than nothing, not 0.0 per second.");
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.perSecond(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HUNDRED.threads(0))
                .withMessage("A query runs in 1 thread or more, not in 0.");
        assertThatIllegalArgumentException().isThrownBy(() -> HUNDRED.warmUp(3));
        assertThat(HUNDRED.threads(4).warmUp(20)).hasToString("at least 100 per second in 4 threads at the same time");
    }

    private static TimingVerdict verdict(SampleSource source) throws SQLException {
        return HUNDRED.judge(source).verdict();
    }
}
