package io.schemaproof.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What several threads did at the same time; none of it was measured before all had begun or after one had stopped.
 *
 * @param runs what each thread did
 */
record Burst(List<Run> runs) {

    private static final double NANOS = 1e9;

    Burst {
        runs = List.copyOf(runs);
    }

    /** Let bursts of the same threads count as one. */
    static Burst of(List<Burst> bursts) {
        int threads = bursts.get(0).runs.size();
        return new Burst(IntStream.range(0, threads)
                .mapToObj(thread -> Run.of(
                        bursts.stream().map(burst -> burst.runs.get(thread)).toList()))
                .toList());
    }

    /** The first sample of each thread, the second of each, and so on; as many as each thread has. */
    List<List<Duration>> rounds() {
        int least = runs.stream().mapToInt(run -> run.times.size()).min().orElse(0);
        return IntStream.range(0, least)
                .mapToObj(
                        round -> runs.stream().map(run -> run.times.get(round)).toList())
                .toList();
    }

    Stream<Duration> times() {
        return runs.stream().flatMap(run -> run.times.stream());
    }

    /**
     * Executions per second of all threads together, by the time that passed. What undoes an execution took some of it, so
     * without that the rate would be no smaller.
     */
    double rate() {
        return runs.stream()
                .mapToDouble(run -> run.times.size() * NANOS / Math.max(1, run.elapsed.toNanos()))
                .sum();
    }

    /**
     * Executions per second of all threads together, as if the time of what undoes an execution had not passed. During that
     * time the others had the server more for themselves, so without it the rate would be no greater.
     */
    double rateAtMost() {
        return runs.stream()
                .mapToDouble(
                        run -> run.times.size() * NANOS / Math.max(1, run.busy().toNanos()))
                .sum();
    }

    /**
     * What one thread did.
     *
     * @param times how long each execution took
     * @param elapsed from the moment at which all threads began to the end of the last execution
     */
    record Run(List<Duration> times, Duration elapsed) {

        Run {
            times = List.copyOf(times);
        }

        private static Run of(List<Run> runs) {
            List<Duration> times = new ArrayList<>();
            runs.forEach(run -> times.addAll(run.times));
            return new Run(times, runs.stream().map(Run::elapsed).reduce(Duration.ZERO, Duration::plus));
        }

        private Duration busy() {
            return times.stream().reduce(Duration.ZERO, Duration::plus);
        }
    }
}
