package io.schemaproof.verify.traffic;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** When the script stopped for the clients' sake, so that nobody waited for it; and short rests between two looks. */
final class Pauses {

    private static final long STEP = 300_000;

    private final List<Pause> all = new ArrayList<>();

    private record Pause(long from, long to) {}

    /** Note one that ends now. */
    void since(long from) {
        all.add(new Pause(from, System.nanoTime()));
    }

    /** How many nanoseconds of a time they are. */
    long between(long from, long to) {
        return all.stream()
                .mapToLong(pause -> Math.max(0, Math.min(pause.to(), to) - Math.max(pause.from(), from)))
                .sum();
    }

    /**
     * Rest before the next look.
     *
     * @throws SQLException if the check was interrupted
     */
    static void rest() throws SQLException {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw interrupted(null);
        }
        LockSupport.parkNanos(STEP);
    }

    static SQLException interrupted(@Nullable InterruptedException cause) {
        return new SQLException("The check of the traffic was interrupted.", cause);
    }
}
