package io.schemaproof.query;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What several threads measure at the same time, from a function instead of a server. */
class RoundsTest {

    private static final TimeLimit BEST = TimeLimit.best(ofMillis(50)).threads(4);

    @Test
    void the_best_round_is_one_in_which_every_thread_holds_the_limit() throws SQLException {
        Timing oneIsLate = BEST.judge(new Four((round, thread) -> thread == 3 ? 80 : 3));
        Timing inTheEnd = BEST.judge(new Four((round, thread) -> thread == 3 && round % 20 != 19 ? 80 : 3));

        assertThat(oneIsLate.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(oneIsLate.judged()).isEqualTo(ofMillis(80));
        assertThat(oneIsLate.reason()).startsWith("all 20 rounds exceed the limit, 15 of them by more than");
        assertThat(oneIsLate.figures())
                .isEqualTo(
                        "min 3 ms, p50 3 ms, p90 80 ms, p95 80 ms, p99 80 ms, max 80 ms (n=80 in 4 threads, warm-up 10"
                                + " discarded; SELECT 1 in as many threads p50 1 ms, p95 1 ms)");
        assertThat(inTheEnd.verdict()).isEqualTo(TimingVerdict.PASS);
        assertThat(inTheEnd.judged()).isEqualTo(ofMillis(3));
    }

    /** Of single samples 12 of 40 beyond the 95th percentile would be a failure; here they are three stalls of the host. */
    @Test
    void a_stall_that_hits_all_threads_counts_once() throws SQLException {
        Four stalls = new Four((round, thread) -> round >= 13 && round < 16 ? 300 : 3);

        assertThat(TimeLimit.p95(ofMillis(50)).threads(4).judge(stalls).verdict())
                .isEqualTo(TimingVerdict.PASS);
    }

    @Test
    void a_percentile_is_that_of_all_threads() throws SQLException {
        TimeLimit p50 = TimeLimit.p50(ofMillis(50)).threads(4);

        assertThat(p50.judge(new Four((round, thread) -> thread == 3 ? 80 : 3)).verdict())
                .isEqualTo(TimingVerdict.PASS);
        Timing slow = p50.judge(new Four((round, thread) -> thread == 3 ? 3 : 80));
        assertThat(slow.verdict()).isEqualTo(TimingVerdict.FAIL);
        assertThat(slow.reason()).endsWith("samples exceed the limit by more than the load of the host explains");
        assertThat(slow.samples()).hasSizeGreaterThan(150);
    }

    @Test
    void a_limit_that_the_host_cannot_hold_with_as_many_threads_is_not_held_against_the_query() throws SQLException {
        Four slow = new Four((round, thread) -> 5);
        Timing best = TimeLimit.best(ofMillis(1).dividedBy(2)).threads(4).judge(slow);
        Timing p50 = TimeLimit.p50(ofMillis(1).dividedBy(2)).threads(4).judge(slow);

        assertThat(best.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
        assertThat(best.reason()).endsWith(", but so does SELECT 1 with 1 ms");
        assertThat(p50.verdict()).isEqualTo(TimingVerdict.INCONCLUSIVE);
    }

    @Test
    void a_limit_says_how_many_threads() {
        assertThat(TimeLimit.p95(ofMillis(50)).threads(4)).hasToString("p95 ≤ 50 ms in 4 threads at the same time");
        assertThatIllegalArgumentException().isThrownBy(() -> BEST.threads(0));
    }

    private interface Millis {

        int of(int round, int thread);
    }

    private static final class Four implements SampleSource {

        private final Millis millis;
        private int rounds;

        Four(Millis millis) {
            this.millis = millis;
        }

        @Override
        public long sample() {
            rounds++;
            return 1;
        }

        @Override
        public double contention() {
            return 1.02;
        }

        @Override
        public void pause(Duration duration) {
            // Nobody waits.
        }

        @Override
        public Burst burst(int each, Duration least) {
            int first = rounds;
            rounds += each;
            return new Burst(IntStream.range(0, 4)
                    .mapToObj(thread -> IntStream.range(first, rounds)
                            .mapToObj(round -> ofMillis(millis.of(round, thread)))
                            .toList())
                    .map(times -> new Burst.Run(times, ofMillis(1)))
                    .toList());
        }

        @Override
        public Optional<Burst> idleBurst(int each, Duration least) {
            Burst.Run run = new Burst.Run(List.of(ofMillis(1)), ofMillis(1));
            return Optional.of(new Burst(List.of(run, run, run, run)));
        }
    }
}
