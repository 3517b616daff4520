package io.schemaproof.query;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often a query ran in a second, and the verdict.
 *
 * @param limit what was demanded
 * @param rate executions a second of all threads together, the time of what undoes an execution included
 * @param rateAtMost the same as if that time had not passed; the truth lies between the two
 * @param bursts how often it was counted
 * @param samples the client's time of each execution in all threads, sorted; at least one
 * @param verdict what the bursts say
 * @param reason half a sentence on why the verdict is what it is
 * @param contention how much slower than one alone so many threads of this host ran at worst
 * @param idle how often {@code SELECT 1} ran in as many threads on the same sessions; absent where nobody needed to look
 * @param plan what one execution on the server looked like before; absent in tests of the method
 * @since 0.1
 */
public record Throughput(
        RateLimit limit,
        double rate,
        double rateAtMost,
        int bursts,
        List<Duration> samples,
        TimingVerdict verdict,
        String reason,
        double contention,
        OptionalDouble idle,
        Optional<QueryPlan> plan) {

    public Throughput {
        samples = samples.stream().sorted().toList();
    }

    static Throughput of(RateLimit limit, List<Burst> bursts, TimingVerdict verdict, String reason, double contention) {
        Burst all = Burst.of(bursts);
        return new Throughput(
                limit,
                all.rate(),
                all.rateAtMost(),
                bursts.size(),
                all.times().toList(),
                verdict,
                reason,
                contention,
                OptionalDouble.empty(),
                Optional.empty());
    }

    Throughput beside(double nothing) {
        return new Throughput(
                limit,
                rate,
                rateAtMost,
                bursts,
                samples,
                verdict,
                reason,
                contention,
                OptionalDouble.of(nothing),
                plan);
    }

    Throughput withPlan(QueryPlan queryPlan) {
        return new Throughput(
                limit, rate, rateAtMost, bursts, samples, verdict, reason, contention, idle, Optional.of(queryPlan));
    }

    /** The two rates as a phrase: {@code 38.2 to 39.5 per second}. */
    public String rates() {
        return RateLimit.text(rate) + " to " + RateLimit.text(rateAtMost) + " per second";
    }

    /** All figures in one line. */
    public String figures() {
        return rates() + ", with and without what undoes each of " + samples.size() + " executions (" + bursts
                + " bursts, " + limit.threads() + (limit.threads() == 1 ? " thread" : " threads") + ", warm-up "
                + limit.warmUps() + " discarded); each took " + Percentiles.text(samples)
                + Percentiles.onServer(plan, limit.threads() == 1)
                + (idle.isPresent()
                        ? "; SELECT 1 reaches " + RateLimit.text(idle.getAsDouble()) + " per second in as many threads"
                        : "");
    }
}
