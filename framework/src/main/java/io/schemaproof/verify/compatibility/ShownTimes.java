package io.schemaproof.verify.compatibility;

import io.schemaproof.query.Timing;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.verify.result.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps how long queries ran before and after one up, to be drawn. */
final class ShownTimes {

    /** As many as somebody looks at in one picture: those that took longest. */
    private static final int MOST = 4;

    /** What is within its limit at once is run no more often, and has no distribution. */
    private static final int FEWEST = 5;

    private final Map<NamedQuery, List<Duration>> before = new HashMap<>();
    private final Map<NamedQuery, Timing> now = new HashMap<>();

    void add(NamedQuery query, Timing timing) {
        if (!timing.samples().isEmpty()) {
            now.put(query, timing);
        }
    }

    /** What is to be drawn of the up that has just been looked at; then the next one may be. */
    Optional<Evidence> next() {
        List<Evidence.Times.Series> series = new ArrayList<>();
        now.entrySet().stream()
                .filter(timed -> timed.getValue().samples().size() >= FEWEST)
                .sorted(Comparator.comparing((Map.Entry<NamedQuery, Timing> timed) ->
                                timed.getValue().judged())
                        .reversed()
                        .thenComparing(timed -> timed.getKey().id()))
                .limit(MOST)
                .forEach(timed -> {
                    String id = timed.getKey().id();
                    Optional.ofNullable(before.get(timed.getKey()))
                            .ifPresent(
                                    samples -> series.add(new Evidence.Times.Series(id + " before the up", samples)));
                    series.add(new Evidence.Times.Series(
                            id + " after the up", timed.getValue().samples()));
                });
        Optional<Duration> limit =
                now.values().stream().map(timing -> timing.limit().limit()).findFirst();
        now.forEach((query, timing) -> before.put(query, timing.samples()));
        now.clear();
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new Evidence.Times("how long the queries ran", series, limit));
    }
}
