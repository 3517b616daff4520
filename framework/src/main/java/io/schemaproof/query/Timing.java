package io.schemaproof.query;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of a query, and the verdict.
 *
 * @param limit what was demanded
 * @param samples the client's times in all threads, sorted; at least one
 * @param bestRound the slowest thread's time when that was shortest; the shortest sample of a single thread
 * @param verdict what the samples say
 * @param reason half a sentence on why the verdict is what it is
 * @param contention how much slower than alone the host ran at worst; 1 when it was quiet or nobody needed to look
 * @param idle what {@code SELECT 1} took in as many threads on the same sessions, sorted; empty where nobody needed to look
 * @param plan what one execution on the server looked like before the samples; absent in tests of the method
 * @since 0.1
 */
public record Timing(
        TimeLimit limit,
        List<Duration> samples,
        Duration bestRound,
        TimingVerdict verdict,
        String reason,
        double contention,
        List<Duration> idle,
        Optional<QueryPlan> plan) {

    public Timing {
        samples = samples.stream().sorted().toList();
        idle = idle.stream().sorted().toList();
    }

    static Timing of(TimeLimit limit, Samples samples, TimingVerdict verdict, String reason) {
        return new Timing(
                limit,
                samples.taken(),
                samples.bestRound(),
                verdict,
                reason,
                samples.worstContention(),
                List.of(),
                Optional.empty());
    }

    Timing withPlan(QueryPlan queryPlan) {
        return new Timing(limit, samples, bestRound, verdict, reason, contention, idle, Optional.of(queryPlan));
    }

    /** Add what the host can do. Where even a statement that asks nothing exceeds the limit, the query is not to blame. */
    Timing beside(Burst nothing) {
        List<Duration> times = nothing.times().sorted().toList();
        Duration most = limit.percentile().isPresent()
                ? Percentiles.of(times, limit.percentile().getAsInt())
                : nothing.rounds().stream()
                        .map(Collections::max)
                        .min(Duration::compareTo)
                        .orElseThrow();
        boolean explained = most.compareTo(limit.limit()) > 0;
        return new Timing(
                limit,
                samples,
                bestRound,
                explained ? TimingVerdict.INCONCLUSIVE : verdict,
                explained ? reason + ", but so does SELECT 1 with " + TimeLimit.millis(most) : reason,
                contention,
                times,
                plan);
    }

    public Duration min() {
        return samples.get(0);
    }

    public Duration max() {
        return samples.get(samples.size() - 1);
    }

    /** The sample that this many percent of all do not exceed. */
    public Duration percentile(int percent) {
        return Percentiles.of(samples, percent);
    }

    /** The value that is held against the limit: the percentile demanded, or the best sample or round. */
    public Duration judged() {
        return limit.percentile().isPresent() ? percentile(limit.percentile().getAsInt()) : bestRound;
    }

    /** All figures in one line. */
    public String figures() {
        boolean alone = limit.threads() == 1;
        return Percentiles.text(samples) + " (n=" + samples.size()
                + (alone ? "" : " in " + limit.threads() + " threads")
                + ", warm-up " + limit.warmUps() + " discarded" + Percentiles.onServer(plan, alone)
                + (idle.isEmpty()
                        ? ""
                        : "; SELECT 1 in as many threads p50 " + TimeLimit.millis(Percentiles.of(idle, 50)) + ", p95 "
                                + TimeLimit.millis(Percentiles.of(idle, 95)))
                + ")";
    }
}
