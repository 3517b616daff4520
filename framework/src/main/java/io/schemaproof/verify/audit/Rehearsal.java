package io.schemaproof.verify.audit;

import io.schemaproof.migration.Migration;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.PreparedDatabases;
import io.schemaproof.verify.state.DatabaseState;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs files in other orders: a file on a copy of the database that earlier ones have left, or on the copy of the file before it, where
 * that has left it as it was, as most of those do that fail. Where files change what all databases of a server share, as roles are, on
 * another server each time, after the earlier ones once more.
 */
final class Rehearsal implements AutoCloseable {

    private final PreparedDatabases databases;
    private final List<Migration> files;
    private final CheckServer server;
    private final boolean shared;
    private final AuditListener listener;
    private final Map<List<Integer>, ObservedDatabase> kept = new HashMap<>();
    private final List<FileRun> trials = new ArrayList<>();
    private final List<List<FileRun>> rounds = new ArrayList<>();
    /** What the kept databases hold, since a copy need not be read again. */
    private final Map<List<Integer>, DatabaseState> states = new HashMap<>();

    private @Nullable ObservedDatabase trial;
    /** What was run before the last file, where that has changed nothing: the next can be run on the same copy. */
    private @Nullable List<Integer> unchanged;

    private @Nullable DatabaseState left;
    private boolean used;
    private int runs;

    /** @param server for this alone where the files change what databases share; closed with this */
    Rehearsal(
            PreparedDatabases databases,
            List<Migration> files,
            CheckServer server,
            boolean shared,
            AuditListener listener) {
        this.databases = databases;
        this.files = files;
        this.server = server;
        this.shared = shared;
        this.listener = listener;
    }

    /** Run a file after others, which have been run in that order before, and kept. */
    FileRun run(List<Integer> prefix, int file) throws SQLException {
        ObservedDatabase database = copyAfter(prefix);
        DatabaseState before = states.get(prefix);
        FileRun run = run(database, before == null ? database.state() : before, file);
        states.put(List.copyOf(prefix), run.before());
        left = run.after();
        unchanged = !shared && run.run().isPresent() && run.after().equals(run.before()) ? List.copyOf(prefix) : null;
        trials.add(run);
        return run;
    }

    private ObservedDatabase copyAfter(List<Integer> prefix) throws SQLException {
        ObservedDatabase last = trial;
        if (last != null && prefix.equals(unchanged)) {
            return last;
        }
        closeTrial();
        ObservedDatabase copy = shared ? replayed(prefix) : stage(prefix).copy();
        trial = copy;
        return copy;
    }

    /** Keep what the last run has left, for runs that come after it. */
    void keep(List<Integer> prefix) throws SQLException {
        if (left != null) {
            states.put(List.copyOf(prefix), left);
        }
        if (shared) {
            closeTrial();
        } else if (trial != null) {
            kept.put(List.copyOf(prefix), trial);
            trial = null;
            unchanged = null;
        }
    }

    /** Forget what was kept. */
    void forget(List<Integer> prefix) throws SQLException {
        states.remove(prefix);
        ObservedDatabase database = kept.remove(prefix);
        if (database != null) {
            database.close();
        }
    }

    /** Run all files one after the other on a fresh database. */
    List<FileRun> inOneGo(List<Integer> order) throws SQLException {
        closeTrial();
        List<FileRun> history = new ArrayList<>();
        try (ObservedDatabase database = fresh()) {
            DatabaseState state = database.state();
            for (int file : order) {
                FileRun run = run(database, state, file);
                history.add(run);
                state = run.after();
            }
        }
        return history;
    }

    int runs() {
        return runs;
    }

    /** Run all files one after the other on a fresh database, to learn from what fails. */
    List<FileRun> round(List<Integer> order) throws SQLException {
        List<FileRun> round = inOneGo(order);
        rounds.add(round);
        return round;
    }

    /** All runs of single files so far, each after others that succeeded. */
    List<FileRun> trials() {
        return List.copyOf(trials);
    }

    /** All runs so far of all files, in orders that were to be tried. */
    List<List<FileRun>> rounds() {
        return List.copyOf(rounds);
    }

    /** What files did in other orders than the given one. */
    List<FileRun> evidence() {
        List<FileRun> all = new ArrayList<>(trials);
        rounds.forEach(all::addAll);
        return List.copyOf(all);
    }

    private FileRun run(ObservedDatabase database, DatabaseState before, int file) throws SQLException {
        runs++;
        Migration migration = files.get(file);
        listener.running(migration.up().path(), false);
        return FileRun.of(database, before, migration);
    }

    private ObservedDatabase stage(List<Integer> prefix) throws SQLException {
        ObservedDatabase stage = kept.get(prefix);
        if (stage == null) {
            stage = replayed(prefix);
            kept.put(List.copyOf(prefix), stage);
        }
        return stage;
    }

    private ObservedDatabase replayed(List<Integer> prefix) throws SQLException {
        ObservedDatabase database = fresh();
        DatabaseState state = database.state();
        for (int file : prefix) {
            state = run(database, state, file).after();
        }
        return database;
    }

    private ObservedDatabase fresh() throws SQLException {
        if (shared && used) {
            server.renew();
        }
        used = true;
        return databases.create(server.get());
    }

    private void closeTrial() throws SQLException {
        if (trial != null) {
            trial.close();
            trial = null;
            unchanged = null;
        }
    }

    @Override
    public void close() throws SQLException {
        closeTrial();
        for (ObservedDatabase database : kept.values()) {
            database.close();
        }
        server.close();
    }
}
