package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;

/** Give samples of a query's time; verdicts know neither a clock nor a database. */
interface SampleSource {

    /** Run the query once, fetching everything, and return the nanoseconds it took. */
    long sample() throws SQLException;

    /**
     * Measure how much slower than alone a thread runs on this host now: 1 on a quiet one, 2 where two threads share a
     * core.
     */
    double contention();

    /** Let time pass, so that samples do not all fall into one stall of the host. */
    void pause(Duration duration);
}
