package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Observe how many times longer one query takes than another, one observation independent of the next.
 *
 * <p>On one database both run in turn on one session, because two sessions differ: each has a core of its own, perhaps a
 * busier one, and keeps it. A query was seen to take 1.6 times as long as itself in another session. On two databases
 * each observation takes new sessions instead.
 */
abstract class PairedSamples implements AutoCloseable {

    private final List<Duration> left = new ArrayList<>();
    private final List<Duration> right = new ArrayList<>();
    private int observed;

    static PairedSamples of(Query query, Query other) throws SQLException {
        return query.dataSource().equals(other.dataSource())
                ? new OneSession(query, other)
                : new TwoSessions(query, other);
    }

    /** How often it may be looked at before the verdict is given up. */
    abstract int most();

    /** The time of the query over that of the other one. */
    abstract double observe() throws SQLException;

    @Override
    public abstract void close() throws SQLException;

    /** Take turns in who comes first, so that whatever the first one does for the second counts for neither. */
    final double pair(SampleSource query, SampleSource other) throws SQLException {
        boolean first = observed++ % 2 == 0;
        long before = first ? query.sample() : 0;
        long others = other.sample();
        long own = first ? before : query.sample();
        left.add(Duration.ofNanos(own));
        right.add(Duration.ofNanos(others));
        return (double) own / Math.max(1, others);
    }

    List<Duration> left() {
        return left;
    }

    List<Duration> right() {
        return right;
    }

    private static final class OneSession extends PairedSamples {

        private final PreparedSamples query;
        private final PreparedSamples other;

        OneSession(Query query, Query other) throws SQLException {
            this.query = PreparedSamples.open(query);
            try {
                this.other = this.query.another(other);
            } catch (SQLException | RuntimeException e) {
                this.query.close();
                throw e;
            }
            WarmUp.run(this.query, TimeLimit.LEAST_WARM_UPS);
            WarmUp.run(this.other, TimeLimit.LEAST_WARM_UPS);
        }

        @Override
        int most() {
            return 400;
        }

        @Override
        double observe() throws SQLException {
            return pair(query, other);
        }

        @Override
        public void close() throws SQLException {
            try (query) {
                other.closeStatement();
            }
        }
    }

    private static final class TwoSessions extends PairedSamples {

        private static final int PAIRS = 5;

        private final Query query;
        private final Query other;

        TwoSessions(Query query, Query other) {
            this.query = query;
            this.other = other;
        }

        @Override
        int most() {
            return 60;
        }

        @Override
        double observe() throws SQLException {
            try (PreparedSamples own = PreparedSamples.open(query);
                    PreparedSamples others = PreparedSamples.open(other)) {
                WarmUp.run(own, TimeLimit.LEAST_WARM_UPS);
                WarmUp.run(others, TimeLimit.LEAST_WARM_UPS);
                double[] ratios = new double[PAIRS];
                for (int i = 0; i < PAIRS; i++) {
                    ratios[i] = pair(own, others);
                }
                return DoubleStream.of(ratios)
                        .sorted()
                        .skip(PAIRS / 2)
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Override
        public void close() {
            // Each observation has closed its sessions.
        }
    }
}
