package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Collect samples, each with the contention measured around it; contention is the factor by which a thread runs slower than alone.
 *
 * <p>What several threads do at the same time is a round: one sample of each. A single thread's rounds are its samples.
 */
final class Samples {

    private final SampleSource source;
    private final long limitNanos;
    private final List<Duration> taken = new ArrayList<>();
    private Duration spent = Duration.ZERO;
    private Duration bestRound = Duration.ofNanos(Long.MAX_VALUE);
    private int rounds;
    private int exceeding;
    private int unexplained;
    private int unexplainedRounds;
    private double worstContention = 1;
    private double lastLook = 1;

    Samples(SampleSource source, Duration limit) {
        this.source = source;
        this.limitNanos = limit.toNanos();
    }

    /**
     * Take rounds without a look at the host until one holds the limit.
     *
     * @return whether one did
     */
    boolean takeUntilWithin(int most) throws SQLException {
        for (int i = 0; i < most && !within(); i++) {
            take(1);
        }
        return within();
    }

    /** Whether in some round every thread's sample holds the limit. */
    boolean within() {
        return bestRound.toNanos() <= limitNanos;
    }

    /**
     * Take a block of rounds between two looks at the host. A sample beyond the limit is held against the query only if
     * it is beyond by more than the worse of the two explains.
     */
    void takeBlock(int size) throws SQLException {
        takeBlock(size, source.contention());
    }

    /** Do the same at once after another block, whose second look at the host serves as the first. */
    void takeNextBlock(int size) throws SQLException {
        takeBlock(size, rounds == 0 ? source.contention() : lastLook);
    }

    private void takeBlock(int size, double before) throws SQLException {
        List<List<Duration>> block = take(size);
        lastLook = source.contention();
        double contention = Math.max(before, lastLook);
        worstContention = Math.max(worstContention, contention);
        double allowed = limitNanos * Contention.explains(contention);
        for (List<Duration> round : block) {
            int beyond = (int)
                    round.stream().filter(time -> time.toNanos() > allowed).count();
            unexplained += beyond;
            unexplainedRounds += beyond > 0 ? 1 : 0;
        }
    }

    private List<List<Duration>> take(int size) throws SQLException {
        List<List<Duration>> block = source.burst(size, Duration.ZERO).rounds();
        for (List<Duration> round : block) {
            taken.addAll(round);
            Duration slowest = Collections.max(round);
            spent = spent.plus(slowest);
            bestRound = slowest.compareTo(bestRound) < 0 ? slowest : bestRound;
            rounds++;
            exceeding += (int)
                    round.stream().filter(time -> time.toNanos() > limitNanos).count();
        }
        return block;
    }

    List<Duration> taken() {
        return taken;
    }

    int count() {
        return taken.size();
    }

    /** How often each thread ran the query. */
    int rounds() {
        return rounds;
    }

    /** The slowest sample of the round in which that was fastest. */
    Duration bestRound() {
        return bestRound;
    }

    /** Samples beyond the limit. */
    int exceeding() {
        return exceeding;
    }

    /** Samples beyond the limit that the load of the host does not explain. */
    int unexplained() {
        return unexplained;
    }

    /** Rounds with a sample beyond the limit that the load of the host does not explain. */
    int unexplainedRounds() {
        return unexplainedRounds;
    }

    /** The greatest contention seen; 1 on a quiet host. */
    double worstContention() {
        return worstContention;
    }

    Duration spent() {
        return spent;
    }
}
