package io.schemaproof.database;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drop databases behind the caller's back, so that no test waits for it. Safe because no name is used twice; what is not
 * dropped when the server stops goes with it.
 */
final class DropQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DropQueue.class);

    /** More than this would fill a memory file system with databases that nobody needs: then the caller drops. */
    private static final Semaphore WAITING = new Semaphore(8);

    /** How long a session may take to end before it counts as forgotten. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private static final ThreadPoolExecutor THREAD = thread();

    private DropQueue() {}

    static void drop(DatabaseServer server, String name) {
        if (WAITING.tryAcquire()) {
            THREAD.execute(() -> {
                try {
                    dropNow(server, name);
                } finally {
                    WAITING.release();
                }
            });
        } else {
            dropNow(server, name);
        }
    }

    private static void dropNow(DatabaseServer server, String name) {
        if (!server.tenancy().wholeServer() && !server.isRunning()) {
            // A session now would be in the way of the last that drops.
            return;
        }
        try {
            List<String> forgotten = MaintenanceSessions.run(server, "Dropping database " + name, connection -> {
                List<String> sessions = Sessions.awaitEnd(connection, name, PATIENCE);
                if (!sessions.isEmpty()) {
                    Sessions.terminate(connection, name);
                }
                DatabaseCopy.drop(server, connection, name);
                return sessions;
            });
            if (!forgotten.isEmpty()) {
                LOG.warn(
                        "Database {} was closed while connections to it were open: {}",
                        name,
                        String.join("; ", forgotten));
            }
        } catch (DatabaseException e) {
            if (server.isRunning()) {
                LOG.warn("{} It stays until the server stops, or the next run begins.", e.getMessage());
            }
        }
    }

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "schemaproof-drops");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
