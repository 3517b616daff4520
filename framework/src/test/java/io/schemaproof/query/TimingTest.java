package io.schemaproof.query;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimingTest {

    private static final List<Duration> ONE_TO_HUNDRED =
            IntStream.rangeClosed(1, 100).mapToObj(i -> ofMillis(101 - i)).toList();

    @Test
    void percentiles_are_samples_that_were_taken() {
        Timing timing = timing(TimeLimit.p95(ofMillis(50)));

        assertThat(timing.min()).isEqualTo(ofMillis(1));
        assertThat(timing.percentile(50)).isEqualTo(ofMillis(50));
        assertThat(timing.judged()).isEqualTo(ofMillis(95));
        assertThat(timing.max()).isEqualTo(ofMillis(100));
        assertThat(timing(TimeLimit.best(ofMillis(50))).judged()).isEqualTo(ofMillis(1));
    }

    @Test
    void figures_are_one_line() {
        assertThat(timing(TimeLimit.best(ofMillis(50))).figures())
                .isEqualTo(
                        "min 1 ms, p50 50 ms, p90 90 ms, p95 95 ms, p99 99 ms, max 100 ms (n=100, warm-up 10 discarded)");
        assertThat(TimeLimit.p95(ofMillis(50))).hasToString("p95 ≤ 50 ms");
        assertThat(TimeLimit.millis(Duration.ofNanos(2_345_678))).isEqualTo("2.35 ms");
    }

    private static Timing timing(TimeLimit limit) {
        return new Timing(limit, ONE_TO_HUNDRED, ofMillis(1), TimingVerdict.PASS, "", 1, List.of(), Optional.empty());
    }
}
