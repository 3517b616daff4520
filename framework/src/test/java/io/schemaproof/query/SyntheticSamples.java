package io.schemaproof.query;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Samples from a function instead of a server, counting what was asked of it. */
final class SyntheticSamples implements SampleSource {

    private final DoubleSupplier millis;
    private final DoubleSupplier contention;
    private int taken;
    private Duration paused = Duration.ZERO;

    SyntheticSamples(DoubleSupplier millis, DoubleSupplier contention) {
        this.millis = millis;
        this.contention = contention;
    }

    static SyntheticSamples onQuietHost(DoubleSupplier millis) {
        return new SyntheticSamples(millis, () -> 1.02);
    }

    /** Warm-up samples first, then the given ones over and over. */
    static DoubleSupplier cycle(double... values) {
        int[] next = {0};
        return () -> values[next[0]++ % values.length];
    }

    @Override
    public long sample() {
        taken++;
        return (long) (millis.getAsDouble() * 1e6);
    }

    @Override
    public double contention() {
        return contention.getAsDouble();
    }

    @Override
    public void pause(Duration duration) {
        paused = paused.plus(duration);
    }

    int taken() {
        return taken;
    }

    Duration paused() {
        return paused;
    }
}
