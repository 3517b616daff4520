package io.schemaproof.verify.traffic;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.LockMode;
import io.schemaproof.verify.traffic.ClientSession.Call;
import io.schemaproof.verify.traffic.ClientSession.Ended;
import io.schemaproof.verify.traffic.Identities.Fate;
import io.schemaproof.verify.traffic.Identities.Known;
import io.schemaproof.verify.traffic.ServerWatch.Waiting;
import io.schemaproof.verify.traffic.TrafficLog.Deadlock;
import io.schemaproof.verify.traffic.TrafficLog.Failure;
import io.schemaproof.verify.traffic.TrafficLog.Queued;
import io.schemaproof.verify.traffic.TrafficLog.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one script while clients use the tables. What they do is decided by what is seen on the server, never by a clock: while the
 * script stops behind a statement, each client comes to its end or is seen waiting; and whoever waits for the long reader waits until
 * clients have been sent behind it.
 */
final class TrafficRun implements AutoCloseable {

    private static final long STEP = 300_000;

    /** A client that neither ends nor waits for a lock that long is cancelled, and nothing is said of it. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MOST_WAITING = 32;
    private static final String CANCELED = "57014";
    private static final String INTERRUPTED = "The check of the traffic was interrupted.";

    private final ConnectionSettings database;
    private final Application application;
    private final Duration patience;
    private final TrafficLog log = new TrafficLog();
    private final ExecutorService threads;
    private final ServerWatch watch;
    private final LongReader reader;
    private final TrafficProbe probe;
    private final Connection connection;
    private final int pid;
    private final Identities identities;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final Set<Call> waiting = new LinkedHashSet<>();
    /** Those of which it is told for what they wait. */
    private final Set<Call> told = new HashSet<>();

    private final Set<Call> canceled = new HashSet<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final Map<Long, Map<LockMode, Statement>> causes = new HashMap<>();
    private CompletableFuture<MigrationRun> end = new CompletableFuture<>();
    private String transaction = "";
    private int door;

    /** While the script stopped for the clients' sake, so that nobody waited for it. */
    private record Pause(long from, long to) {}

    TrafficRun(ConnectionSettings database, Application application, boolean withReader, Duration patience)
            throws SQLException {
        this.database = database;
        this.patience = patience;
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
            pid = ClientSession.pid(connection);
            identities = Identities.read(watch.connection(), application.tables());
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
        watch.shut(door);
        end = CompletableFuture.supplyAsync(() -> runNow(script), threads);
        boolean deadlocked = false;
        while (!end.isDone()) {
            Optional<Waiting> waits = watch.waiting(pid);
            if (waits.filter(at -> at.isAtDoor(door)).isPresent()) {
                stop(script);
            } else if (waits.filter(at -> reader.isInside() && at.blockers().contains(reader.pid()))
                    .isPresent()) {
                queue(waits.get());
            } else if (waits.isPresent() && isDeadlock(waits.get())) {
                // Seen twice: between the two looks of one query somebody may have gone on.
                if (deadlocked) {
                    resolve(waits.get());
                }
                deadlocked = !deadlocked;
            } else {
                deadlocked = false;
                pause();
            }
        }
        reader.leave();
        MigrationRun run = result();
        finishWaiting();
        if (run.succeeded()) {
            ask(application.tables(), false);
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
        Map<Long, Set<LockMode>> held = hold(statement);
        settle();
        ask(log.stops() == 1 ? application.tables() : touched(held.keySet()), true);
        if (script.mode().isWhole()) {
            // Only where nobody is asked before the next statement.
            reader.enter();
        }
        pass();
        pauses.add(new Pause(from, System.nanoTime()));
    }

    /** The locks that the script holds; those that were not there at the last look are the statement's. */
    private Map<Long, Set<LockMode>> hold(Statement statement) throws SQLException {
        String now = watch.transaction(pid);
        if (!now.equals(transaction)) {
            causes.clear();
            transaction = now;
        }
        Map<Long, Set<LockMode>> held = watch.held(pid);
        held.forEach((oid, modes) -> modes.forEach(
                mode -> causes.computeIfAbsent(oid, key -> new HashMap<>()).putIfAbsent(mode, statement)));
        return held;
    }

    /** Let the script through both doors, and shut the first one behind it. */
    private void pass() throws SQLException {
        watch.shut(1);
        watch.open(0);
        while (!end.isDone() && watch.waiting(pid).filter(at -> at.isAtDoor(1)).isEmpty()) {
            pause();
        }
        watch.shut(0);
        watch.open(1);
    }

    /** The script waits for the long reader: whoever comes now may have to wait for the script. */
    private void queue(Waiting script) throws SQLException {
        long from = System.nanoTime();
        Statement statement = current();
        Set<Long> oids = new HashSet<>(hold(statement).keySet());
        oids.add(script.relation());
        settle();
        for (Call call : ask(touched(oids), true)) {
            if (script.relation() != 0) {
                log.queued(new Queued(call.statement(), statement, name(script.relation()), script.mode()));
            }
        }
        reader.leave();
        pauses.add(new Pause(from, System.nanoTime()));
    }

    /** Those who waited may go on since a transaction of the script has ended, or wait again for the next one. */
    private void settle() throws SQLException {
        for (ClientSession session : sessions) {
            Optional<Call> call = session.running();
            if (call.isPresent()) {
                comesToWait(session, call.get());
            }
        }
        for (Call call : List.copyOf(waiting)) {
            if (call.end().isDone()) {
                ended(call);
            }
        }
    }

    /** The statement that is on its way. */
    private Statement current() {
        return probe.announced(log.stops());
    }

    private Set<Relation> touched(Set<Long> oids) {
        Set<Relation> touched = new HashSet<>();
        for (long oid : oids) {
            identities.relation(oid).map(Known::table).ifPresent(table -> {
                touched.add(table);
                touched.addAll(application.neighbours().getOrDefault(table, Set.of()));
            });
        }
        return touched;
    }

    private String name(long oid) {
        return identities.relation(oid).map(known -> known.name().toString()).orElse("a relation");
    }

    /**
     * Send the statements about tables, one after the other; behind one that waits, no other of its table and kind.
     *
     * @return those that wait
     */
    private List<Call> ask(Set<Relation> tables, boolean during) throws SQLException {
        List<Call> stopped = new ArrayList<>();
        for (ClientStatement statement : application.statements()) {
            if (tables.contains(statement.table()) && !isWaiting(statement) && waiting.size() < MOST_WAITING) {
                ClientSession session = free();
                Call call = session.send(statement, threads);
                if (during) {
                    log.ranDuring();
                } else {
                    log.ranAfter();
                }
                if (comesToWait(session, call)) {
                    stopped.add(call);
                }
            }
        }
        return stopped;
    }

    private boolean isWaiting(ClientStatement statement) {
        return waiting.stream()
                .anyMatch(call -> call.statement().table().equals(statement.table())
                        && call.statement().writes() == statement.writes());
    }

    private ClientSession free() throws SQLException {
        for (ClientSession session : sessions) {
            if (session.running().isEmpty() && session.isOpen()) {
                return session;
            }
        }
        ClientSession session = new ClientSession(database);
        sessions.add(session);
        return session;
    }

    /** Wait until a statement has ended or waits itself. */
    private boolean comesToWait(ClientSession session, Call call) throws SQLException {
        while (!endsSoon(call)) {
            if (isWaiting(session, call)) {
                return true;
            }
            if (System.nanoTime() - call.begin() > patience.toNanos()) {
                giveUp(session, call);
            }
        }
        ended(call);
        return false;
    }

    /** Most do, and need not be looked at. */
    private static boolean endsSoon(Call call) throws SQLException {
        try {
            call.end().get(1, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new SQLException("A client broke off.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(INTERRUPTED, e);
        }
    }

    /** Whether a statement waits; if it is for the script, the script's lock is noted. */
    private boolean isWaiting(ClientSession session, Call call) throws SQLException {
        Optional<Waiting> waits = watch.waiting(session.pid());
        if (waits.isEmpty()) {
            return false;
        }
        waiting.add(call);
        if (!told.contains(call) && waits.get().blockers().contains(pid)) {
            cause(call, waits.get());
        }
        return true;
    }

    private void cause(Call call, Waiting at) {
        Relation table = call.statement().table();
        causes.entrySet().stream()
                .filter(entry -> at.isForRow()
                        ? identities
                                .relation(entry.getKey())
                                .map(Known::table)
                                .filter(table::equals)
                                .isPresent()
                        : entry.getKey() == at.relation())
                .flatMap(entry -> entry.getValue().entrySet().stream())
                .filter(entry -> at.isForRow()
                        ? entry.getKey() == LockMode.ROW_EXCLUSIVE
                        : entry.getKey().blocksWrites())
                .max(Map.Entry.comparingByKey())
                .ifPresent(entry -> {
                    told.add(call);
                    log.waits(new Wait(
                            call.statement(),
                            entry.getValue(),
                            at.isForRow() ? table.toString() : name(at.relation()),
                            at.isForRow() ? "row" : entry.getKey().sql()));
                });
    }

    private void giveUp(ClientSession session, Call call) throws SQLException {
        if (canceled.add(call)) {
            log.hung(call.statement());
            watch.cancel(session.pid());
        }
    }

    private void finishWaiting() throws SQLException {
        for (ClientSession session : sessions) {
            Optional<Call> running = session.running();
            long since = System.nanoTime();
            while (running.isPresent() && !running.get().end().isDone()) {
                if (System.nanoTime() - since > patience.toNanos()) {
                    giveUp(session, running.get());
                }
                pause();
            }
        }
        for (Call call : List.copyOf(waiting)) {
            ended(call);
        }
    }

    private void ended(Call call) throws SQLException {
        Ended ended = call.end().join();
        boolean waited = waiting.remove(call);
        if (waited) {
            long nanos = ended.time() - call.begin() - paused(call.begin(), ended.time());
            log.waited(call.statement(), Duration.ofNanos(Math.max(0, nanos)));
        }
        if (ended.error().isPresent()
                && !(canceled.contains(call)
                        && CANCELED.equals(ended.error().get().getSQLState()))) {
            boolean name = String.valueOf(ended.error().get().getSQLState()).matches("42...|XX000");
            Fate fate =
                    name ? identities.fate(watch.connection(), call.statement().table()) : Fate.SAME;
            log.failed(new Failure(call.statement(), ended.error().get(), fate.renamed(), fate.dropped(), waited));
        }
    }

    private long paused(long from, long to) {
        return pauses.stream()
                .mapToLong(pause -> Math.max(0, Math.min(pause.to(), to) - Math.max(pause.from(), from)))
                .sum();
    }

    /** Whether the script waits for clients that wait themselves, which they do for nobody but the script. */
    private boolean isDeadlock(Waiting script) throws SQLException {
        Set<Integer> clients = new HashSet<>();
        for (ClientSession session : sessions) {
            if (session.running().filter(waiting::contains).isPresent()) {
                clients.add(session.pid());
            }
        }
        return clients.containsAll(script.blockers()) && watch.allWait(script.blockers());
    }

    /** Tell it, and end the client, so that the rest of the script is seen too. */
    private void resolve(Waiting script) throws SQLException {
        for (ClientSession session : sessions) {
            Optional<Call> call = session.running();
            if (call.isPresent() && script.blockers().contains(session.pid())) {
                canceled.add(call.get());
                log.deadlock(new Deadlock(
                        call.get().statement(),
                        current(),
                        script.relation() == 0 ? "a row" : script.mode() + " on " + name(script.relation()),
                        call.get().statement().table()));
                watch.cancel(session.pid());
                while (!call.get().end().isDone()) {
                    pause();
                }
                ended(call.get());
            }
        }
    }

    private static void pause() throws SQLException {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new SQLException(INTERRUPTED);
        }
        LockSupport.parkNanos(STEP);
    }

    /** End everybody, whatever has happened: what waits for nobody any more ends with its session. */
    @Override
    public void close() throws SQLException {
        List<AutoCloseable> all = new ArrayList<>(sessions);
        all.add(connection);
        all.add(reader);
        SQLException failure = new SQLException("The sessions of the clients could not be closed.");
        try {
            for (ClientSession session : sessions) {
                if (session.running().isPresent()) {
                    watch.terminate(session.pid());
                }
            }
            if (!end.isDone()) {
                watch.terminate(pid);
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        all.add(watch);
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
