package io.schemaproof.query;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Bursts of one execution in one thread, from functions instead of a server. */
final class SyntheticBursts implements SampleSource {

    private final DoubleSupplier perSecond;
    private final double undoing;
    private final DoubleSupplier contention;
    private final double idlePerSecond;

    /**
     * @param perSecond the rate of each burst, undoing included
     * @param undoing how many times as long an execution takes with what undoes it
     * @param idlePerSecond the rate of a statement that asks nothing; 0 where it cannot be known
     */
    SyntheticBursts(DoubleSupplier perSecond, double undoing, DoubleSupplier contention, double idlePerSecond) {
        this.perSecond = perSecond;
        this.undoing = undoing;
        this.contention = contention;
        this.idlePerSecond = idlePerSecond;
    }

    static SyntheticBursts onQuietHost(double... perSecond) {
        return new SyntheticBursts(SyntheticSamples.cycle(perSecond), 1, () -> 1.02, 10_000);
    }

    @Override
    public long sample() {
        return 1;
    }

    @Override
    public double contention() {
        return contention.getAsDouble();
    }

    @Override
    public void pause(Duration duration) {
        // Nobody waits.
    }

    @Override
    public Burst burst(int each, Duration least) {
        return burst(perSecond.getAsDouble());
    }

    @Override
    public Optional<Burst> idleBurst(int each, Duration least) {
        return idlePerSecond == 0 ? Optional.empty() : Optional.of(burst(idlePerSecond));
    }

    private Burst burst(double rate) {
        Duration elapsed = Duration.ofNanos((long) (1e9 / rate));
        Duration time = Duration.ofNanos((long) (1e9 / rate / undoing));
        return new Burst(List.of(new Burst.Run(List.of(time), elapsed)));
    }
}
