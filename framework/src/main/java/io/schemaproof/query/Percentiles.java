package io.schemaproof.query;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Read percentiles off sorted times, and say them. */
final class Percentiles {

    private Percentiles() {}

    /** The time that this many percent of all do not exceed. */
    static Duration of(List<Duration> sorted, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    /** {@code min 1 ms, p50 2 ms, p90 3 ms, p95 4 ms, p99 5 ms, max 6 ms}. */
    static String text(List<Duration> sorted) {
        String percentiles = IntStream.of(50, 90, 95, 99)
                .mapToObj(percent -> "p" + percent + " " + TimeLimit.millis(of(sorted, percent)))
                .collect(Collectors.joining(", "));
        return "min " + TimeLimit.millis(sorted.get(0)) + ", " + percentiles + ", max "
                + TimeLimit.millis(sorted.get(sorted.size() - 1));
    }

    /** How long the server took for one execution before the samples, when nobody else ran the query. */
    static String onServer(Optional<QueryPlan> plan, boolean sampledAlone) {
        if (plan.isEmpty() || plan.get().executionMillis().isEmpty()) {
            return "";
        }
        double millis = plan.get().executionMillis().getAsDouble();
        return String.format(Locale.ROOT, "; on the server %s%.2f ms", sampledAlone ? "" : "alone ", millis);
    }
}
