package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Give samples of a query's time; verdicts know neither a clock nor a database. */
interface SampleSource {

    /** Run the query once, fetching everything, and return the nanoseconds it took; those of the slowest of several threads. */
    long sample() throws SQLException;

    /**
     * Measure how much slower than alone a thread runs on this host now: 1 on a quiet one, 2 where two threads share a
     * core. With several threads, how much slower all of them together run than one alone.
     */
    double contention() throws SQLException;

    /** Let time pass, so that samples do not all fall into one stall of the host. */
    void pause(Duration duration);

    /** How many run the query at the same time. */
    default int threads() {
        return 1;
    }

    /** Run the query in each thread so many times, and as often as it takes to be busy for so long. */
    default Burst burst(int each, Duration least) throws SQLException {
        List<Duration> times = new ArrayList<>();
        Duration elapsed = Duration.ZERO;
        while (times.size() < each || elapsed.compareTo(least) < 0) {
            Duration time = Duration.ofNanos(sample());
            times.add(time);
            elapsed = elapsed.plus(time);
        }
        return new Burst(List.of(new Burst.Run(times, elapsed)));
    }

    /** Do the same with a statement that asks nothing, to see what the host can do; empty where nobody needs to know. */
    default Optional<Burst> idleBurst(int each, Duration least) throws SQLException {
        return Optional.empty();
    }
}
