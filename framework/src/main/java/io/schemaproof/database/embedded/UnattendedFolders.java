package io.schemaproof.database.embedded;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Folders that have no supervisor yet, and that nobody would remove where the JVM is ended meanwhile, as by Ctrl-C: its end waits for
 * them, and none is begun behind it.
 */
final class UnattendedFolders {

    /** Long enough for a first initdb on a slow disk; who asks the JVM to end does not wait for ever. */
    private static final long PATIENCE_SECONDS = 20;

    private static final ReentrantReadWriteLock AT_WORK = new ReentrantReadWriteLock();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(UnattendedFolders::end, "schemaproof-folders"));
        } catch (IllegalStateException e) {
            // The JVM ends already: what is made now, the next run sweeps.
        }
    }

    private UnattendedFolders() {}

    /**
     * Make a folder and what looks after it. Once the JVM ends this does not return any more.
     *
     * @throws RuntimeException what {@code work} throws, which has then removed what it made
     */
    static <T> T during(Supplier<T> work) {
        AT_WORK.readLock().lock();
        try {
            return work.get();
        } finally {
            AT_WORK.readLock().unlock();
        }
    }

    /** The lock is never given back. */
    private static void end() {
        try {
            if (!AT_WORK.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
