package io.schemaproof.verify.check;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database full of rows that only ups have changed. A migration works on it itself as long as all goes well, and on a copy
 * where it does not: what was done to the stage then is undone by building it anew, from a copy that lags behind.
 */
public final class RowStage implements AutoCloseable {

    private final PreparedDatabases databases;
    private final RowFiller filler;
    private final CheckServer server;

    private ObservedDatabase stage;
    private KnownCatalog catalog;
    private @Nullable ObservedDatabase checkpoint;
    private int checkpointAt;
    private int applied;
    private final Map<Integer, List<Removal>> removals = new HashMap<>();
    private boolean used;
    private boolean exchanged;
    private Ahead ahead = Ahead.NOT;

    /** What takes rows away that the next up cannot stand. */
    @FunctionalInterface
    public interface Removal {
        /** Do so on a database on which nothing else was done since the earlier up. */
        void from(ObservedDatabase database) throws SQLException;
    }

    /** How far the stage itself is before {@link #advance} is called. */
    private enum Ahead {
        NOT,
        APPLIED,
        FILLED
    }

    public RowStage(CheckScope scope, RowFiller filler) throws SQLException {
        this.databases = scope.databases();
        this.filler = filler;
        this.server = scope.openServer();
        try {
            this.stage = begin();
            this.catalog = new KnownCatalog(stage);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The stage itself, to read from; it has seen the ups before the next migration, and the rows that come before its up. */
    public ObservedDatabase database() {
        return stage;
    }

    /** The state of the stage itself. */
    public FilledState state() throws SQLException {
        return stage.filledState(catalog.read());
    }

    /** The schema of the stage itself. */
    public Catalog catalog() throws SQLException {
        return catalog.read();
    }

    public RowFiller filler() {
        return filler;
    }

    /** Why a table has no rows, as half a sentence; empty text if nobody knows. */
    public String reason(Relation table) {
        return filler.reason(table);
    }

    public DatabaseServer server() {
        return server.get();
    }

    /**
     * Return a copy of the stage.
     *
     * @param shared whether what will be run on it changes what all databases of the server share
     */
    public ObservedDatabase copy(boolean shared) throws SQLException {
        refresh(shared);
        return stage.copy();
    }

    /** The state of a copy to which nothing has been done yet: its schema is that of the stage, and is not read again where that is known. */
    public FilledState stateOf(ObservedDatabase copy) throws SQLException {
        Optional<Catalog> known = catalog.known();
        return known.isPresent() ? copy.filledState(known.get()) : copy.filledState();
    }

    /**
     * A copy of the stage with made-up rows that the next migration's up can stand, where others had to go: with the up there,
     * they come by themselves, and its down brings them back into the schema of before. Empty where that does not work.
     */
    public Optional<ObservedDatabase> refilled(Migration migration) throws SQLException {
        ObservedDatabase copy = stage.copy();
        boolean up = copy.run(migration.up()).succeeded();
        if (up && filler.after(copy, migration, true) > 0 && isBack(copy, migration)) {
            return Optional.of(copy);
        }
        copy.close();
        return Optional.empty();
    }

    /**
     * Take another database for the stage.
     *
     * @return the one that it was
     */
    public ObservedDatabase replace(ObservedDatabase other) {
        ObservedDatabase former = stage;
        use(other);
        return former;
    }

    /** Take another database for the stage for good: one with other rows, which nobody could build anew. */
    public void exchange(ObservedDatabase other) throws SQLException {
        replace(other).close();
        exchanged = true;
    }

    private static boolean isBack(ObservedDatabase copy, Migration migration) throws SQLException {
        return copy.run(migration.down().orElseThrow()).succeeded();
    }

    /** Remember that the next migration's up fails on rows. */
    public void upFailed() {
        databases.upFailed(applied);
    }

    /**
     * Apply the next up, and put in what comes after it and before the one that follows.
     *
     * @return whether all of the up could be run
     */
    public boolean advance(boolean shared) throws SQLException {
        refresh(shared);
        used = false;
        boolean whole = forward(stage, applied++, ahead);
        if (ahead == Ahead.NOT) {
            catalog.forget();
        }
        ahead = Ahead.NOT;
        if (exchanged) {
            keepAsCheckpoint();
        }
        return whole;
    }

    /**
     * Note that the next up has been applied to the stage itself.
     *
     * @param applied the schema that it has now
     */
    public void isApplied(Catalog applied) {
        ahead = Ahead.APPLIED;
        catalog = new KnownCatalog(stage, applied);
    }

    /**
     * Put in what comes after the next up, which has been applied to the stage itself.
     *
     * @return the number of rows
     */
    public long fill(Migration next) throws SQLException {
        if (ahead != Ahead.APPLIED) {
            throw new IllegalStateException("Rows after the up of " + next.version() + " come once, and after it.");
        }
        ahead = Ahead.FILLED;
        long given = filler.after(stage, next, false);
        return given + (given == 0 ? filler.after(stage, next, true, catalog.read()) : filler.after(stage, next, true));
    }

    /** Note that rows were taken from the stage, which it would have again if it were built anew: then it is done once more. */
    public void rowsRemoved(Removal removal) {
        removals.computeIfAbsent(applied, key -> new ArrayList<>()).add(removal);
    }

    /** Undo what was done to the stage itself since {@link #advance}. */
    public void restore() throws SQLException {
        stage.close();
        ahead = Ahead.NOT;
        ObservedDatabase from = checkpoint;
        if (from == null) {
            from = begin();
            checkpointAt = 0;
        }
        checkpoint = from;
        while (checkpointAt < applied) {
            again(from, checkpointAt++);
        }
        use(from.copy());
        removeRows(stage, applied);
    }

    /** Undo what was done to the stage itself since {@link #advance}, and to what the databases of its server share. */
    public void startOver() throws SQLException {
        ahead = Ahead.NOT;
        used = true;
        refresh(true);
        used = false;
    }

    private void use(ObservedDatabase database) {
        stage = database;
        catalog = new KnownCatalog(database);
    }

    private void keepAsCheckpoint() throws SQLException {
        if (checkpoint != null) {
            checkpoint.close();
        }
        checkpoint = stage.copy();
        checkpointAt = applied;
        exchanged = false;
    }

    private boolean forward(ObservedDatabase database, int index, Ahead done) throws SQLException {
        boolean whole = done != Ahead.NOT || databases.apply(database, index);
        filler.between(
                database,
                done == Ahead.FILLED ? Optional.empty() : databases.unlessHeld(index),
                databases.unlessHeld(index + 1));
        return whole;
    }

    private void again(ObservedDatabase database, int index) throws SQLException {
        removeRows(database, index);
        forward(database, index, Ahead.NOT);
    }

    private void removeRows(ObservedDatabase database, int index) throws SQLException {
        for (Removal removal : removals.getOrDefault(index, List.of())) {
            removal.from(database);
        }
    }

    private ObservedDatabase begin() throws SQLException {
        ObservedDatabase database = databases.create(server.get());
        Optional<Migration> first = databases.unlessHeld(0);
        if (first.isPresent()) {
            filler.begin(database, first.get());
        }
        return database;
    }

    /** Roles that a copy's up has made would be in the way of another's. */
    private void refresh(boolean shared) throws SQLException {
        if (shared && used) {
            closeDatabases();
            checkpoint = null;
            server.renew();
            use(begin());
            for (int index = 0; index < applied; index++) {
                again(stage, index);
            }
            removeRows(stage, applied);
        }
        used = shared;
    }

    private void closeDatabases() throws SQLException {
        stage.close();
        if (checkpoint != null) {
            checkpoint.close();
        }
    }

    @Override
    public void close() throws SQLException {
        closeDatabases();
        server.close();
    }
}
