package io.schemaproof.query;

import java.sql.SQLException;

/** Execute a query until its caches are warm and its plan is the settled one. */
final class WarmUp {

    /** A query of seconds is not repeated ten times for nothing: its caches are warm after three. */
    private static final long BUDGET_NANOS = 10_000_000_000L;

    private static final int LEAST = 3;

    private WarmUp() {}

    static void check(int executions) {
        if (executions < TimeLimit.LEAST_WARM_UPS) {
            throw new IllegalArgumentException("Warm up at least " + TimeLimit.LEAST_WARM_UPS + " times, not "
                    + executions + ": the first executions of a prepared statement are planned differently.");
        }
    }

    static void run(SampleSource source, int executions) throws SQLException {
        long spent = 0;
        for (int i = 0; i < executions && (i < LEAST || spent < BUDGET_NANOS); i++) {
            spent += source.sample();
        }
    }
}
