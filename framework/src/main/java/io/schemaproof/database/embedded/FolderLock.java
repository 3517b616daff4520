package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Let one thread of one process at a time make something in the cache. */
final class FolderLock {

    /** Locks of files hold between processes only; threads need one of their own. */
    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private FolderLock() {}

    /** Work that only one at a time may do. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Run work while holding the lock.
     *
     * @param file the file to lock; made if missing, and left, because removing it would split the waiting
     */
    static <T> T holding(Path file, Work<T> work) {
        ReentrantLock lock = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new ReentrantLock());
        lock.lock();
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var ignored = channel.lock()) {
                return work.run();
            }
        } catch (IOException e) {
            throw new DatabaseException(
                    "The cache folder " + file.getParent() + " cannot be used: " + e
                            + ". Set schemaproof.cache to a folder that can be written.",
                    e);
        } finally {
            lock.unlock();
        }
    }
}
