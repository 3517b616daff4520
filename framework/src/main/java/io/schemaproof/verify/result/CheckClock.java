package io.schemaproof.verify.result;

import java.time.Duration;

/** Tells how long each check took: they come one after the other, so that one begins where another has ended. */
public final class CheckClock {

    private long last = System.nanoTime();

    /** The time since this was asked last. */
    Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - last);
        last = now;
        return lap;
    }
}
