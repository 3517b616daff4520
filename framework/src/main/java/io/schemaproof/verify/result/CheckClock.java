package io.schemaproof.verify.result;

import java.time.Duration;

/**
 * Tells how long each check took: on a thread they come one after the other, so that one begins where another has ended.
 */
public final class CheckClock {

    private final ThreadLocal<Long> last = new ThreadLocal<>();

    public CheckClock() {
        begin();
    }

    /** Begin to measure on this thread, which has done something else so far. */
    public void begin() {
        last.set(System.nanoTime());
    }

    /** The time since this was asked last by this thread. */
    Duration lap() {
        long now = System.nanoTime();
        Long before = last.get();
        last.set(now);
        return before == null ? Duration.ZERO : Duration.ofNanos(now - before);
    }
}
