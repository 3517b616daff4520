package io.schemaproof.suites.launcher;

import java.time.Duration;
import java.util.Optional;

/** Estimates how long a check still takes, from how long it took for the migrations so far. */
final class TimeLeft {

    /** Before so many nothing is known that would be worth saying. */
    private static final int LEAST = 3;

    private final int total;
    private final String what;
    private String phase = "";
    private long begin;
    private int done;

    TimeLeft(int total) {
        this(total, "this check");
    }

    /** @param what is left of, such as {@code this check} */
    TimeLeft(int total, String what) {
        this.total = total;
        this.what = what;
    }

    /**
     * Note that one more is done in a phase, or the first of another.
     *
     * @param nanos as {@link System#nanoTime()} tells
     */
    void step(String now, long nanos) {
        if (!phase.equals(now)) {
            phase = now;
            begin = nanos;
            done = 0;
        }
        done++;
    }

    /** Which one of how many, such as {@code 3/40}. */
    String position() {
        return done + "/" + Math.max(total, done);
    }

    /** What is left in this phase; empty where that is not known yet, or not worth saying. */
    Optional<Duration> left(long nanos) {
        if (done < LEAST || done >= total) {
            return Optional.empty();
        }
        // The first step began the clock.
        double each = (nanos - begin) / (done - 1.0);
        Duration left = Duration.ofNanos((long) (each * (total - done)));
        return left.toSeconds() < 2 ? Optional.empty() : Optional.of(left);
    }

    /** Such as {@code , about 2 min left}. */
    String words(long nanos) {
        return left(nanos)
                .map(left -> ", about " + (left.toSeconds() < 100 ? left.toSeconds() + " s" : left.toMinutes() + " min")
                        + " left of " + what)
                .orElse("");
    }
}
