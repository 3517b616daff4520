package io.schemaproof.query;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.Collections;

/**
 * Keep a processor busy for a moment and compare the time that passed with the time the thread got.
 *
 * <p>Longer than a scheduler's slice, so that a thread that wants the same core shows.
 */
final class Spin {

    private static final long CPU_NANOS = 10_000_000;

    /** Where threads outnumber the processors they get in each other's way even in a short time. */
    private static final long LEAST_CPU_NANOS = 1_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Spin() {}

    /** Wall time over processor time; 1 where the JVM cannot measure the latter. */
    static double contention() {
        return contention(System.nanoTime(), CPU_NANOS);
    }

    /** The same for threads that spin at the same time: until the last one is ready, over the processor time of each. */
    static double contention(Crew crew) throws SQLException {
        int processors = Runtime.getRuntime().availableProcessors();
        long each = Math.max(LEAST_CPU_NANOS, CPU_NANOS * Math.min(processors, crew.size()) / crew.size());
        return Collections.max(crew.together((thread, shift) -> contention(shift.begin(), each)));
    }

    private static double contention(long start, long cpuNanos) {
        if (!THREADS.isCurrentThreadCpuTimeSupported()) {
            return 1;
        }
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        long cpu = 0;
        while (cpu < cpuNanos) {
            cpu = THREADS.getCurrentThreadCpuTime() - cpuStart;
        }
        return Math.max(1, (double) (System.nanoTime() - start) / cpu);
    }
}
