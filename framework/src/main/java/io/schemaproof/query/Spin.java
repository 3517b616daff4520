package io.schemaproof.query;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Keep a processor busy for a moment and compare the time that passed with the time the thread got.
 *
 * <p>Longer than a scheduler's slice, so that a thread that wants the same core shows.
 */
final class Spin {

    private static final long CPU_NANOS = 10_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Spin() {}

    /** Wall time over processor time; 1 where the JVM cannot measure the latter. */
    static double contention() {
        if (!THREADS.isCurrentThreadCpuTimeSupported()) {
            return 1;
        }
        long wallStart = System.nanoTime();
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        long cpu = 0;
        while (cpu < CPU_NANOS) {
            cpu = THREADS.getCurrentThreadCpuTime() - cpuStart;
        }
        return Math.max(1, (double) (System.nanoTime() - wallStart) / cpu);
    }
}
