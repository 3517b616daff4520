package io.schemaproof.benchmark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a thread every few milliseconds, and counts how often it works for a report. A difference of two runs would mostly be their noise. */
final class ShareSampler {

    private static final long PAUSE_MILLIS = 5;
    private static final String ALLURE = "io.qameta.allure.";
    private static final String REPORTS = "io.schemaproof.reports.";
    private static final String EVIDENCE = "io.schemaproof.verify.result.AssertionListeners";
    private static final String OURS = "io.schemaproof.";

    private final Thread thread;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long looks;
    private long reporting;

    private ShareSampler(Thread thread) {
        this.thread = thread;
    }

    static ShareSampler of(Thread thread) {
        ShareSampler sampler = new ShareSampler(thread);
        sampler.clock.scheduleWithFixedDelay(sampler::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return sampler;
    }

    /** Stop, and return the share in percent. */
    double end() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.MINUTES);
        return 100.0 * reporting / Math.max(1, looks);
    }

    private void look() {
        looks++;
        reporting += isReporting(thread.getStackTrace()) ? 1 : 0;
    }

    /** Allure is also below each test that it has begun; it works itself where nobody of ours has been called since. */
    private static boolean isReporting(StackTraceElement[] stack) {
        boolean called = false;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.startsWith(REPORTS) || name.startsWith(EVIDENCE) || (!called && name.startsWith(ALLURE))) {
                return true;
            }
            called |= name.startsWith(OURS);
        }
        return false;
    }
}
