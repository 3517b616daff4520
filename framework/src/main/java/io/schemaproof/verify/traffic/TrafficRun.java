package io.schemaproof.verify.traffic;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.traffic.ClientSession.Call;
import io.schemaproof.verify.traffic.Identities.Known;
import io.schemaproof.verify.traffic.ServerWatch.Waiting;
import io.schemaproof.verify.traffic.TrafficLog.Deadlock;
import io.schemaproof.verify.traffic.TrafficLog.Queued;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
    private final Pauses pauses = new Pauses();
    private final TrafficSessions sessions;
    private final ServerWatch watch;
    private final LongReader reader;
    private final ScriptLocks locks;
    private final Clients clients;

    TrafficRun(ConnectionSettings database, Application application, boolean withReader, Duration patience)
            throws SQLException {
        this.application = application;
        this.sessions = new TrafficSessions(database, application, withReader, patience, pauses, log);
        this.watch = sessions.watch();
        this.reader = sessions.reader();
        this.locks = sessions.locks();
        this.clients = sessions.clients();
    }

    TrafficLog log() {
        return log;
    }

    TrafficProbe probe() {
        return sessions.probe();
    }

    /**
     * Run the script, and each statement of the clients before its end and after it.
     *
     * @throws SQLException if the script could not be watched
     */
    MigrationRun run(Script script) throws SQLException {
        watch.shut(FIRST);
        sessions.start(script);
        boolean deadlocked = false;
        while (!sessions.isDone()) {
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
        MigrationRun run = sessions.result();
        clients.finish();
        if (run.succeeded()) {
            clients.ask(application.tables(), false);
        }
        return run;
    }

    /** The script has come to its stop: try the tables that it has locked. The first time, all of them. */
    private void stop(Script script) throws SQLException {
        long from = System.nanoTime();
        reader.leave();
        log.stopped();
        Statement statement = sessions.probe().announced(log.stops() - 1);
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
        while (!sessions.isDone()
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
        return sessions.probe().announced(log.stops());
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

    @Override
    public void close() {
        sessions.close();
    }
}
