package io.schemaproof.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One clone of a template that is made while the one before it is used, so that a test does not wait for it.
 *
 * <p>It is made once somebody has asked twice: who wants one clone leaves none behind. That of the last goes with the server, which is
 * why there is none on a server of somebody else, and none of a large template. Nobody can change a template, so that a clone is as good as one that is made later.
 */
final class ReadyClone {

    private static final ThreadPoolExecutor THREAD = thread();

    /** Of a larger template there is no clone to spare: the data may lie in memory. */
    private static final long MOST_BYTES = 128L << 20;

    private final DatabaseServer server;
    private final String template;
    private boolean asked;
    private boolean large;
    private @Nullable CompletableFuture<String> next;

    ReadyClone(DatabaseServer server, String template) {
        this.server = server;
        this.template = template;
    }

    /** The name of a clone that nobody else has. */
    String take() {
        String name = ready().orElseGet(this::copy);
        makeNext();
        return name;
    }

    private Optional<String> ready() {
        CompletableFuture<String> mine;
        synchronized (this) {
            mine = next;
            next = null;
        }
        if (mine == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(mine.join());
        } catch (CompletionException e) {
            // Whatever it was, who asks now is told if it still is.
            return Optional.empty();
        }
    }

    private synchronized void makeNext() {
        if (asked && !large && next == null && server.tenancy().wholeServer()) {
            next = CompletableFuture.supplyAsync(this::copyUnlessLarge, THREAD);
        }
        asked = true;
    }

    private String copyUnlessLarge() {
        boolean tooLarge = MaintenanceSessions.run(server, "Asking for the size of " + template, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT pg_database_size(?) > ?")) {
                statement.setString(1, template);
                statement.setLong(2, MOST_BYTES);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
        if (tooLarge) {
            synchronized (this) {
                large = true;
            }
            throw new DatabaseException("Template " + template + " is too large to be cloned before somebody asks.");
        }
        return copy();
    }

    private String copy() {
        String name = server.tenancy().next();
        DatabaseCopy.copy(server, template, name);
        return name;
    }

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "schemaproof-clones");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
