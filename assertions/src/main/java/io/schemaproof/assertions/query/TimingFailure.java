package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.PairedTiming;
import io.schemaproof.query.Query;
import io.schemaproof.query.Timing;
import io.schemaproof.query.TimingVerdict;
import java.util.Locale;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Turn the verdict on a time limit into nothing, a failure, or an aborted test. */
final class TimingFailure {

    private TimingFailure() {}

    static Optional<Failure> of(Timing timing, Sql sql) {
        if (timing.verdict() == TimingVerdict.PASS) {
            return Optional.empty();
        }
        if (timing.verdict() == TimingVerdict.INCONCLUSIVE) {
            throw new TestAbortedException(
                    "Cannot tell whether the query holds " + timing.limit() + ": " + timing.reason() + ".\n  "
                            + timing.figures() + "\n  Run it again on a quieter host, or allow more samples.");
        }
        double millis = timing.judged().toNanos() / 1e6;
        Failure failure = Failure.expected("the query to hold its time limit")
                .butWas(timing.limit(), String.format(Locale.ROOT, "%.1f ms", millis))
                .line("Verdict: " + timing.reason() + ".")
                .line(timing.figures());
        timing.plan().ifPresent(plan -> failure.line(plan.text(Guilty.of(plan))).line(StatisticsHint.of(sql, plan)));
        return Optional.of(failure);
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
                .line("The other: " + other));
    }
}
