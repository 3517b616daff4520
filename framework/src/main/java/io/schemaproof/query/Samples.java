package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collect samples, each with the contention measured around it; contention is the factor by which a thread runs slower than alone. */
final class Samples {

    /** Above this the host is not quiet; a spin alone on its core stays below 1.1. */
    private static final double QUIET = 1.25;

    private final SampleSource source;
    private final long limitNanos;
    private final List<Duration> taken = new ArrayList<>();
    private long spentNanos;
    private int exceeding;
    private int unexplained;
    private double worstContention = 1;

    Samples(SampleSource source, Duration limit) {
        this.source = source;
        this.limitNanos = limit.toNanos();
    }

    /**
     * Take samples without a look at the host until one holds the limit.
     *
     * @return whether one did
     */
    boolean takeUntilWithin(int most) throws SQLException {
        for (int i = 0; i < most; i++) {
            if (take() <= limitNanos) {
                return true;
            }
        }
        return false;
    }

    /**
     * Take a block of samples between two looks at the host. A sample beyond the limit is held against the query only if
     * it is beyond by more than the worse of the two explains.
     */
    void takeBlock(int size) throws SQLException {
        double before = source.contention();
        int first = taken.size();
        for (int i = 0; i < size; i++) {
            take();
        }
        double contention = Math.max(before, source.contention());
        worstContention = Math.max(worstContention, contention);
        double allowed = limitNanos * (contention <= QUIET ? 1 : contention);
        for (Duration sample : taken.subList(first, taken.size())) {
            if (sample.toNanos() > allowed) {
                unexplained++;
            }
        }
    }

    private long take() throws SQLException {
        long nanos = source.sample();
        taken.add(Duration.ofNanos(nanos));
        spentNanos += nanos;
        if (nanos > limitNanos) {
            exceeding++;
        }
        return nanos;
    }

    List<Duration> taken() {
        return taken;
    }

    int count() {
        return taken.size();
    }

    /** Samples beyond the limit. */
    int exceeding() {
        return exceeding;
    }

    /** Samples beyond the limit that the load of the host does not explain. */
    int unexplained() {
        return unexplained;
    }

    /** The greatest contention seen; 1 on a quiet host. */
    double worstContention() {
        return worstContention;
    }

    Duration spent() {
        return Duration.ofNanos(spentNanos);
    }
}
