package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.PairedTiming;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.RateLimit;
import io.schemaproof.query.Throughput;
import io.schemaproof.query.Timing;
import io.schemaproof.query.TimingVerdict;
import io.schemaproof.query.TooFewSessionsException;
import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/** Turn the verdict on a time limit into nothing, a failure, or an aborted test. */
final class TimingFailure {

    private TimingFailure() {}

    /** Measure, or abort the test where a thread has no session: nothing is known of the query then. */
    static <T> T inconclusiveWithoutSessions(Object limit, Supplier<T> measuring) {
        try {
            return measuring.get();
        } catch (TooFewSessionsException e) {
            throw new TestAbortedException(
                    "Cannot tell whether the query holds " + limit + ": " + e.getMessage()
                            + ".\n  Take fewer threads, or allow more connections (max_connections, CONNECTION LIMIT, the"
                            + " size of the pool).",
                    e);
        }
    }

    /** What a report draws of it. */
    static Evidence evidence(Timing timing) {
        List<Evidence.Times.Series> series = new ArrayList<>();
        series.add(new Evidence.Times.Series("the query", timing.samples()));
        if (!timing.idle().isEmpty()) {
            series.add(new Evidence.Times.Series("SELECT 1", timing.idle()));
        }
        return new Evidence.Times(
                "how long the query ran", series, Optional.of(timing.limit().limit()));
    }

    static Evidence evidence(PairedTiming timing) {
        return new Evidence.Times(
                "how long both queries ran",
                List.of(
                        new Evidence.Times.Series("the query", timing.query()),
                        new Evidence.Times.Series("the other", timing.other())),
                Optional.empty());
    }

    static Optional<Failure> of(Timing timing, Sql sql) {
        if (timing.verdict() == TimingVerdict.PASS) {
            return Optional.empty();
        }
        if (timing.verdict() == TimingVerdict.INCONCLUSIVE) {
            throw new TestAbortedException(
                    "Cannot tell whether the query holds " + timing.limit() + ": " + timing.reason() + ".\n  "
                            + timing.figures() + "\n  Run it again on a quieter host, or allow more samples"
                            + (timing.limit().threads() == 1 ? "." : ", or take fewer threads."));
        }
        double millis = timing.judged().toNanos() / 1e6;
        Failure failure = Failure.expected("the query to hold its time limit")
                .butWas(timing.limit(), String.format(Locale.ROOT, "%.1f ms", millis))
                .line("Verdict: " + timing.reason() + ".")
                .line(timing.figures());
        return Optional.of(withPlan(failure.seen(() -> evidence(timing)), timing.plan(), sql));
    }

    static Optional<Failure> of(Throughput throughput, Sql sql) {
        RateLimit limit = throughput.limit();
        if (throughput.verdict() == TimingVerdict.PASS) {
            return Optional.empty();
        }
        if (throughput.verdict() == TimingVerdict.INCONCLUSIVE) {
            throw new TestAbortedException("Cannot tell whether the query runs " + limit + ": " + throughput.reason()
                    + ".\n  " + throughput.figures()
                    + "\n  Run it again on a quieter host or one with more processors, or demand another rate.");
        }
        Failure failure = Failure.expected("the query to reach its rate")
                .butWas(limit, throughput.rates())
                .line("Verdict: " + throughput.reason() + ".")
                .line(throughput.figures());
        return Optional.of(withPlan(failure, throughput.plan(), sql));
    }

    private static Failure withPlan(Failure failure, Optional<QueryPlan> plan, Sql sql) {
        plan.ifPresent(shown -> failure.line(shown.text(Guilty.of(shown)))
                .line(StatisticsHint.of(sql, shown))
                .seen(() -> new Evidence.Plan(
                        "the plan",
                        shown,
                        shown.nodes().filter(Guilty.of(shown)).toList())));
        return failure;
    }

    static Optional<Failure> of(PairedTiming timing, Query other, double factor) {
        if (timing.verdict() == TimingVerdict.PASS) {
            return Optional.empty();
        }
        String rule = String.format(Locale.ROOT, "at most %.2f times as long as the other query", factor);
        if (timing.verdict() == TimingVerdict.INCONCLUSIVE) {
            throw new TestAbortedException("Cannot tell whether the query takes " + rule + ": the two are too near to"
                    + " each other.\n  " + timing.figures() + "\n  Allow another factor.");
        }
        return Optional.of(Failure.expected("the query to take " + rule)
                .butWas(
                        rule,
                        String.format(
                                Locale.ROOT,
                                "%.2f times as long in the middle",
                                (double) timing.median().toNanos()
                                        / Math.max(1, timing.otherMedian().toNanos())))
                .line(timing.figures())
                .line("The other: " + other)
                .seen(() -> evidence(timing)));
    }
}
