package io.schemaproof.verify.traffic;

import io.schemaproof.database.Closing;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.traffic.ClientSession.Call;
import io.schemaproof.verify.traffic.ClientSession.Ended;
import io.schemaproof.verify.traffic.Identities.Fate;
import io.schemaproof.verify.traffic.ServerWatch.Waiting;
import io.schemaproof.verify.traffic.TrafficLog.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The clients of one run: each of their statements comes to its end or is seen waiting before the next one is sent. */
final class Clients implements AutoCloseable {

    private static final int MOST_WAITING = 32;
    private static final String CANCELED = "57014";

    private final ConnectionSettings database;
    private final Application application;
    private final Duration patience;
    private final ExecutorService threads;
    private final ServerWatch watch;
    private final ScriptLocks script;
    private final Pauses pauses;
    private final TrafficLog log;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final Set<Call> waiting = new LinkedHashSet<>();
    /** Those of which it is told for what they wait. */
    private final Set<Call> told = new HashSet<>();

    private final Set<Call> canceled = new HashSet<>();

    /** @param patience with a client that neither ends nor waits for a lock; then it is cancelled, and nothing is said of it */
    Clients(
            ConnectionSettings database,
            Application application,
            Duration patience,
            ExecutorService threads,
            ServerWatch watch,
            ScriptLocks script,
            Pauses pauses,
            TrafficLog log) {
        this.database = database;
        this.application = application;
        this.patience = patience;
        this.threads = threads;
        this.watch = watch;
        this.script = script;
        this.pauses = pauses;
        this.log = log;
    }

    /**
     * Send the statements about tables, one after the other; behind one that waits, no other of its table and kind.
     *
     * @return those that wait
     */
    List<Call> ask(Set<Relation> tables, boolean during) throws SQLException {
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

    /** Those who waited may go on since a transaction of the script has ended, or wait again for the next one. */
    void settle() throws SQLException {
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
            throw Pauses.interrupted(e);
        }
    }

    /** Whether a statement waits; if it is for the script, the script's lock is noted. */
    private boolean isWaiting(ClientSession session, Call call) throws SQLException {
        Optional<Waiting> waits = watch.waiting(session.pid());
        if (waits.isEmpty()) {
            return false;
        }
        waiting.add(call);
        if (!told.contains(call) && waits.get().blockers().contains(script.pid())) {
            script.cause(call.statement(), waits.get()).ifPresent(wait -> {
                told.add(call);
                log.waits(wait);
            });
        }
        return true;
    }

    private void giveUp(ClientSession session, Call call) throws SQLException {
        if (canceled.add(call)) {
            log.hung(call.statement());
            watch.cancel(session.pid());
        }
    }

    /** Wait until all have come to their end. */
    void finish() throws SQLException {
        for (ClientSession session : sessions) {
            Optional<Call> running = session.running();
            long since = System.nanoTime();
            while (running.isPresent() && !running.get().end().isDone()) {
                if (System.nanoTime() - since > patience.toNanos()) {
                    giveUp(session, running.get());
                }
                Pauses.rest();
            }
        }
        for (Call call : List.copyOf(waiting)) {
            ended(call);
        }
    }

    /** Whether all of these sessions are clients that wait, which they do for nobody but the script. */
    boolean allWait(Set<Integer> pids) throws SQLException {
        Set<Integer> clients = new HashSet<>();
        for (ClientSession session : sessions) {
            if (session.running().filter(waiting::contains).isPresent()) {
                clients.add(session.pid());
            }
        }
        return clients.containsAll(pids) && watch.allWait(pids);
    }

    /** End what these sessions do, so that the rest of the script is seen too, and return it. */
    List<ClientStatement> cancel(Set<Integer> pids) throws SQLException {
        List<ClientStatement> ended = new ArrayList<>();
        for (ClientSession session : sessions) {
            Optional<Call> call = session.running();
            if (call.isPresent() && pids.contains(session.pid())) {
                canceled.add(call.get());
                ended.add(call.get().statement());
                watch.cancel(session.pid());
                while (!call.get().end().isDone()) {
                    Pauses.rest();
                }
                ended(call.get());
            }
        }
        return ended;
    }

    private void ended(Call call) throws SQLException {
        Ended ended = call.end().join();
        boolean waited = waiting.remove(call);
        if (waited) {
            long nanos = ended.time() - call.begin() - pauses.between(call.begin(), ended.time());
            log.waited(call.statement(), Duration.ofNanos(Math.max(0, nanos)));
        }
        if (ended.error().isPresent()
                && !(canceled.contains(call)
                        && CANCELED.equals(ended.error().get().getSQLState()))) {
            boolean name = String.valueOf(ended.error().get().getSQLState()).matches("42...|XX000");
            Fate fate = name
                    ? script.identities()
                            .fate(watch.connection(), call.statement().table())
                    : Fate.SAME;
            log.failed(new Failure(call.statement(), ended.error().get(), fate.renamed(), fate.dropped(), waited));
        }
    }

    /** End those that wait: what waits for nobody any more ends with its session. */
    void terminate() throws SQLException {
        for (ClientSession session : sessions) {
            if (session.running().isPresent()) {
                watch.terminate(session.pid());
            }
        }
    }

    @Override
    public void close() throws SQLException {
        Closing.orThrow(sessions);
    }
}
