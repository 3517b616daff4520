package io.schemaproof.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Two benchmarks taken in turn, so that both meet the same noise.
 *
 * @param title what is done
 * @param ours ours
 * @param peer the floor or the peer
 * @param peerName what the peer does
 * @param limit how far ours may be from it
 * @param warmUps rounds before the first that counts; the peer is warm after a few, since the JVM has not to compile it
 * @param rounds rounds that count
 */
record Comparison(String title, Subject ours, Subject peer, String peerName, Limit limit, int warmUps, int rounds) {

    private static final int PEER_WARM_UPS = 3;

    /**
     * A benchmark method.
     *
     * @param parameters values of its {@code @Param} fields
     * @param standsFor of how many times its work the comparison tells, where all of it would take too long
     */
    record Subject(Class<?> type, String method, Map<String, String> parameters, int standsFor) {

        Subject(Class<?> type, String method, Map<String, String> parameters) {
            this(type, method, parameters, 1);
        }

        Subject(Class<?> type, String method) {
            this(type, method, Map.of());
        }

        /** Run it once, in this JVM, which stays warm from round to round; in milliseconds. */
        double measure() throws RunnerException {
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .timeout(TimeValue.minutes(10))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT);
            parameters.forEach(options::param);
            RunResult result = new Runner(options.build()).runSingle();
            return result.getPrimaryResult().getScore() * standsFor;
        }
    }

    Outcome run() throws RunnerException {
        for (int round = 0; round < warmUps; round++) {
            ours.measure();
            if (round < PEER_WARM_UPS) {
                peer.measure();
            }
        }
        List<Double> ourTimes = new ArrayList<>();
        List<Double> peerTimes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ourTimes.add(ours.measure());
            peerTimes.add(peer.measure());
        }
        return new Outcome(this, median(ourTimes), median(peerTimes));
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        int middle = times.size() / 2;
        return times.size() % 2 == 1 ? times.get(middle) : (times.get(middle - 1) + times.get(middle)) / 2;
    }

    /** The medians of both, in milliseconds. */
    record Outcome(Comparison comparison, double ours, double peer) {

        boolean holds() {
            return comparison.limit.holds(ours, peer);
        }
    }
}
