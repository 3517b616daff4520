package io.schemaproof.query;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was measured of a query, and the verdict.
 *
 * @param limit what was demanded
 * @param samples the client's times, sorted; at least one
 * @param verdict what the samples say
 * @param reason half a sentence on why the verdict is what it is
 * @param contention how much slower than alone the host ran at worst; 1 when it was quiet or nobody needed to look
 * @param plan what one execution on the server looked like before the samples; absent in tests of the method
 * @since 0.1
 */
public record Timing(
        TimeLimit limit,
        List<Duration> samples,
        TimingVerdict verdict,
        String reason,
        double contention,
        Optional<QueryPlan> plan) {

    public Timing {
        samples = samples.stream().sorted().toList();
    }

    static Timing of(TimeLimit limit, Samples samples, TimingVerdict verdict, String reason) {
        return new Timing(limit, samples.taken(), verdict, reason, samples.worstContention(), Optional.empty());
    }

    Timing withPlan(QueryPlan queryPlan) {
        return new Timing(limit, samples, verdict, reason, contention, Optional.of(queryPlan));
    }

    public Duration min() {
        return samples.get(0);
    }

    public Duration max() {
        return samples.get(samples.size() - 1);
    }

    /** The sample that this many percent of all do not exceed. */
    public Duration percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * samples.size());
        return samples.get(Math.max(rank, 1) - 1);
    }

    /** The value that is held against the limit: the percentile demanded, or the best sample. */
    public Duration judged() {
        return limit.percentile().isPresent() ? percentile(limit.percentile().getAsInt()) : min();
    }

    /** All figures in one line. */
    public String figures() {
        String server = plan.isPresent() && plan.get().executionMillis().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; on the server %.2f ms",
                        plan.get().executionMillis().getAsDouble())
                : "";
        String percentiles = IntStream.of(50, 90, 95, 99)
                .mapToObj(percent -> "p" + percent + " " + TimeLimit.millis(percentile(percent)))
                .collect(Collectors.joining(", "));
        return "min " + TimeLimit.millis(min()) + ", " + percentiles + ", max " + TimeLimit.millis(max()) + " (n="
                + samples.size()
                + ", warm-up " + limit.warmUps() + " discarded" + server + ")";
    }
}
