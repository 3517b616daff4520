package io.schemaproof.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that do something at the same time: none begins before all are there, and all end when one fails. */
final class Crew implements AutoCloseable {

    private final ExecutorService threads;
    private final int size;

    Crew(int size) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "schemaproof-timing");
            thread.setDaemon(true);
            return thread;
        });
    }

    static void check(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A query runs in 1 thread or more, not in " + threads + ".");
        }
    }

    /** What is said of several threads, and of one is not. */
    static String phrase(int threads) {
        return threads == 1 ? "" : " in " + threads + " threads at the same time";
    }

    int size() {
        return size;
    }

    /**
     * Do something in all threads and wait for all of them.
     *
     * @return what each thread brought, in their order
     * @throws SQLException the first thread's that failed
     */
    <T> List<T> together(Work<T> work) throws SQLException {
        Shift shift = new Shift(size);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int thread = i;
            tasks.add(() -> {
                try {
                    return work.of(thread, shift);
                } catch (SQLException | RuntimeException | Error e) {
                    shift.breakOff();
                    throw e;
                }
            });
        }
        try {
            return results(threads.invokeAll(tasks));
        } catch (InterruptedException e) {
            shift.breakOff();
            Thread.currentThread().interrupt();
            throw new QueryException("Interrupted while timing a query.", e);
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) throws SQLException, InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw rethrown(e.getCause() == null ? e : e.getCause());
            }
        }
        return results;
    }

    private static RuntimeException rethrown(Throwable cause) throws SQLException {
        if (cause instanceof SQLException refused) {
            throw refused;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    /**
     * Wait until no thread does anything any more.
     *
     * @return whether that is so
     */
    boolean awaitEnd(long millis) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            return threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What a thread does. */
    interface Work<T> {

        /**
         * Do it.
         *
         * @param thread its number, from 0
         */
        T of(int thread, Shift shift) throws SQLException;
    }

    /** One piece of common work. */
    static final class Shift {

        private final CountDownLatch there;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger working;
        private final AtomicLong start = new AtomicLong();
        private final int size;
        private volatile boolean broken;

        private Shift(int size) {
            this.size = size;
            this.there = new CountDownLatch(size);
            this.working = new AtomicInteger(size);
        }

        /**
         * Wait for all the others.
         *
         * @return the {@link System#nanoTime()} at which the last one was there, which is the same for all
         */
        @SuppressWarnings("ThreadPriorityCheck") // only a courtesy where threads outnumber the processors
        long begin() {
            there.countDown();
            try {
                there.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new QueryException("Interrupted while timing a query.", e);
            }
            // Who was asleep wakes up later than the last one, so that a fast query would be over by then.
            if (begun.incrementAndGet() == size) {
                start.set(System.nanoTime());
                begun.incrementAndGet();
            }
            while (begun.get() <= size && !broken) {
                Thread.yield();
            }
            return start.get();
        }

        /** Say that this thread has what it wanted. */
        void finished() {
            working.decrementAndGet();
        }

        /** Whether another thread has not yet what it wanted. */
        boolean othersWork() {
            return working.get() > 0 && !broken;
        }

        boolean isBroken() {
            return broken;
        }

        private void breakOff() {
            broken = true;
        }
    }
}
