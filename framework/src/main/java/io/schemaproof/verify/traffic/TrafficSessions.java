package io.schemaproof.verify.traffic;

import io.schemaproof.database.Closing;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Who takes part in one run of a script: its own session, the clients, the long reader, and the watch that looks at all of them. */
final class TrafficSessions implements AutoCloseable {

    private final ExecutorService threads;
    private final ServerWatch watch;
    private final LongReader reader;
    private final TrafficProbe probe;
    private final Connection connection;
    private final ScriptLocks locks;
    private final Clients clients;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private CompletableFuture<MigrationRun> end = new CompletableFuture<>();

    TrafficSessions(
            ConnectionSettings database,
            Application application,
            boolean withReader,
            Duration patience,
            Pauses pauses,
            TrafficLog log)
            throws SQLException {
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "schemaproof-client");
            thread.setDaemon(true);
            return thread;
        });
        try {
            watch = new ServerWatch(database);
            opened.add(watch);
            reader = new LongReader(database, application.tables(), withReader);
            opened.add(reader);
            probe = new TrafficProbe(reader);
            connection = MigrationRunner.openForProbe(database);
            opened.add(connection);
            ClientSession.leaveTimeToOthers(connection);
            locks = new ScriptLocks(
                    watch, Identities.read(watch.connection(), application.tables()), ClientSession.pid(connection));
            clients = new Clients(database, application, patience, threads, watch, locks, pauses, log);
            opened.add(clients);
        } catch (SQLException e) {
            Closing.all(opened).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    ServerWatch watch() {
        return watch;
    }

    LongReader reader() {
        return reader;
    }

    TrafficProbe probe() {
        return probe;
    }

    ScriptLocks locks() {
        return locks;
    }

    Clients clients() {
        return clients;
    }

    /** Send the script; it stops at the watch's doors. */
    void start(Script script) {
        end = CompletableFuture.supplyAsync(() -> run(script), threads);
    }

    private MigrationRun run(Script script) {
        try {
            return MigrationRunner.on(connection).withProbe(probe).run(script);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    boolean isDone() {
        return end.isDone();
    }

    /** What became of the script. */
    MigrationRun result() throws SQLException {
        try {
            return end.join();
        } catch (CompletionException | CancellationException e) {
            if (e.getCause() instanceof SQLException lost) {
                throw lost;
            }
            throw e;
        }
    }

    /**
     * End everybody, whatever has happened: what waits for nobody any more ends with its session. A session that cannot be closed
     * has ended already, and what was seen stays true.
     */
    @Override
    public void close() {
        Collections.reverse(opened);
        try {
            clients.terminate();
            if (!end.isDone()) {
                watch.terminate(locks.pid());
            }
        } catch (SQLException e) {
            // The server is gone, and with it the sessions.
        }
        Closing.all(opened);
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
