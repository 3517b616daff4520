package io.schemaproof.verify.check;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database full of rows that only ups have changed, from which each migration gets a copy to work on.
 */
public final class RowStage implements AutoCloseable {

    private final PreparedDatabases databases;
    private final RowFiller filler;
    private final CheckServer server;

    private ObservedDatabase stage;
    private int applied;
    private boolean used;

    public RowStage(CheckScope scope, RowFiller filler) throws SQLException {
        this.databases = scope.databases();
        this.filler = filler;
        this.server = scope.openServer();
        try {
            this.stage = databases.create(server.get());
            begin();
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The stage itself, to read from; it has seen the ups before the next migration, and the rows that come before its up. */
    public ObservedDatabase database() {
        return stage;
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
        stage = other;
        return former;
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
        return forward();
    }

    private boolean forward() throws SQLException {
        boolean whole = databases.apply(stage, applied);
        int last = applied++;
        filler.between(stage, databases.unlessHeld(last), databases.unlessHeld(applied));
        return whole;
    }

    private void begin() throws SQLException {
        Optional<Migration> first = databases.unlessHeld(0);
        if (first.isPresent()) {
            filler.begin(stage, first.get());
        }
    }

    /** Roles that a copy's up has made would be in the way of another's. */
    private void refresh(boolean shared) throws SQLException {
        if (shared && used) {
            int goal = applied;
            stage.close();
            server.renew();
            stage = databases.create(server.get());
            applied = 0;
            begin();
            while (applied < goal) {
                forward();
            }
        }
        used = shared;
    }

    @Override
    public void close() throws SQLException {
        stage.close();
        server.close();
    }
}
