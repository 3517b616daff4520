package io.schemaproof.verify.traffic;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.traffic.ClientSession.Call;
import io.schemaproof.verify.traffic.Identities.Known;
import io.schemaproof.verify.traffic.ServerWatch.Waiting;
import io.schemaproof.verify.traffic.TrafficLog.Deadlock;
import io.schemaproof.verify.traffic.TrafficLog.Queued;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs one script while clients use the tables. What they do is decided by what is seen on the server, never by a clock: while the
 * script stops behind a statement, each client comes to its end or is seen waiting; and whoever waits for the long reader waits until
 * clients have been sent behind it.
 */
final class TrafficRun implements AutoCloseable {

    /** The doors at which the script stops behind each statement, one after the other. */
    private static final int FIRST = 0;

    private static final int SECOND = 1;

    /** A client that neither ends nor waits for a lock that long is cancelled, and nothing is said of it. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Application application;
    private final TrafficLog log = new TrafficLog();
    private final ExecutorService threads;
    private final ServerWatch watch;
    private final LongReader reader;
    private final TrafficProbe probe;
    private final Connection connection;
    private final Pauses pauses = new Pauses();
    private final ScriptLocks locks;
    private final Clients clients;
    private CompletableFuture<MigrationRun> end = new CompletableFuture<>();

    TrafficRun(ConnectionSettings database, Application application, boolean withReader, Duration patience)
            throws SQLException {
        this.application = application;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "schemaproof-client");
            thread.setDaemon(true);
            return thread;
        });
        List<AutoCloseable> opened = new ArrayList<>();
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
        } catch (SQLException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    TrafficLog log() {
        return log;
    }

    TrafficProbe probe() {
        return probe;
    }

    /**
     * Run the script, and each statement of the clients before its end and after it.
     *
     * @throws SQLException if the script could not be watched
     */
    MigrationRun run(Script script) throws SQLException {
        watch.shut(FIRST);
        end = CompletableFuture.supplyAsync(() -> runNow(script), threads);
        boolean deadlocked = false;
        while (!end.isDone()) {
            Optional<Waiting> waits = watch.waiting(locks.pid());
            if (waits.filter(at -> at.isAtDoor(FIRST)).isPresent()) {
                stop(script);
            } else if (waits.filter(at -> reader.isInside() && at.blockers().contains(reader.pid()))
                    .isPresent()) {
                queue(waits.get());
            } else if (waits.isPresent() && clients.allWait(waits.get().blockers())) {
                // Seen twice: between the two looks of one query somebody may have gone on.
                if (deadlocked) {
                    resolve(waits.get());
                }
                deadlocked = !deadlocked;
            } else {
                deadlocked = false;
                Pauses.rest();
            }
        }
        reader.leave();
        MigrationRun run = result();
        clients.finish();
        if (run.succeeded()) {
            clients.ask(application.tables(), false);
        }
        return run;
    }

    private MigrationRun runNow(Script script) {
        try {
            return MigrationRunner.on(connection).withProbe(probe).run(script);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private MigrationRun result() throws SQLException {
        try {
            return end.join();
        } catch (CompletionException | CancellationException e) {
            if (e.getCause() instanceof SQLException lost) {
                throw lost;
            }
            throw e;
        }
    }

    /** The script has come to its stop: try the tables that it has locked. The first time, all of them. */
    private void stop(Script script) throws SQLException {
        long from = System.nanoTime();
        reader.leave();
        log.stopped();
        Statement statement = probe.announced(log.stops() - 1);
        Set<Long> held = locks.seenBehind(statement);
        clients.settle();
        clients.ask(log.stops() == 1 ? application.tables() : touched(held), true);
        if (script.mode().isWhole()) {
            // Only where nobody is asked before the next statement.
            reader.enter();
        }
        pass();
        pauses.since(from);
    }

    /** Let the script through both doors, and shut the first one behind it. */
    private void pass() throws SQLException {
        watch.shut(SECOND);
        watch.open(FIRST);
        while (!end.isDone()
                && watch.waiting(locks.pid()).filter(at -> at.isAtDoor(SECOND)).isEmpty()) {
            Pauses.rest();
        }
        watch.shut(FIRST);
        watch.open(SECOND);
    }

    /** The script waits for the long reader: whoever comes now may have to wait for the script. */
    private void queue(Waiting script) throws SQLException {
        long from = System.nanoTime();
        Statement statement = current();
        Set<Long> oids = new HashSet<>(locks.seenBehind(statement));
        oids.add(script.relation());
        clients.settle();
        for (Call call : clients.ask(touched(oids), true)) {
            if (script.relation() != 0) {
                log.queued(new Queued(call.statement(), statement, locks.name(script.relation()), script.mode()));
            }
        }
        reader.leave();
        pauses.since(from);
    }

    /** The statement that is on its way. */
    private Statement current() {
        return probe.announced(log.stops());
    }

    private Set<Relation> touched(Set<Long> oids) {
        Set<Relation> touched = new HashSet<>();
        for (long oid : oids) {
            locks.identities().relation(oid).map(Known::table).ifPresent(table -> {
                touched.add(table);
                touched.addAll(application.neighbours().getOrDefault(table, Set.of()));
            });
        }
        return touched;
    }

    /** Tell that the script and these clients wait for each other, and end the clients, so that the rest of the script is seen too. */
    private void resolve(Waiting at) throws SQLException {
        Statement statement = current();
        String wanted = at.relation() == 0 ? "a row" : at.mode() + " on " + locks.name(at.relation());
        for (ClientStatement client : clients.cancel(at.blockers())) {
            log.deadlock(new Deadlock(client, statement, wanted, client.table()));
        }
    }

    /** End everybody, whatever has happened: what waits for nobody any more ends with its session. */
    @Override
    public void close() throws SQLException {
        List<AutoCloseable> all = List.of(clients, connection, reader, watch);
        SQLException failure = new SQLException("The sessions of the clients could not be closed.");
        try {
            clients.terminate();
            if (!end.isDone()) {
                watch.terminate(locks.pid());
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        closeAll(all, failure);
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeAll(List<AutoCloseable> all, SQLException failure) {
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
