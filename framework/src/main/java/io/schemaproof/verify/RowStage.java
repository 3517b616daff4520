package io.schemaproof.verify;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.query.Relation;
import java.sql.SQLException;

/**
 * A database full of rows that only ups have changed, from which each migration gets a copy to work on.
 */
final class RowStage implements AutoCloseable {

    private final MigrationFolder folder;
    private final PreparedDatabases databases;
    private final RowFiller filler;
    private final CheckServer server;

    private ObservedDatabase stage;
    private int applied;
    private boolean used;

    RowStage(CheckScope scope, RowFiller filler) throws SQLException {
        this.folder = scope.folder();
        this.databases = scope.databases();
        this.filler = filler;
        this.server = scope.openServer();
        try {
            this.stage = databases.create(server.get());
            fillBefore(0);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The stage itself, to read from; it has seen the ups before the next migration, and the rows that come before its up. */
    ObservedDatabase database() {
        return stage;
    }

    RowFiller filler() {
        return filler;
    }

    /** Why a table has no rows, as half a sentence; empty text if nobody knows. */
    String reason(Relation table) {
        return filler.reason(table);
    }

    DatabaseServer server() {
        return server.get();
    }

    /**
     * Return a copy of the stage.
     *
     * @param shared whether what will be run on it changes what all databases of the server share
     */
    ObservedDatabase copy(boolean shared) throws SQLException {
        refresh(shared);
        return stage.copy();
    }

    /** Remember that the next migration's up fails on rows. */
    void upFailed() {
        databases.upFailed(applied);
    }

    /**
     * Apply the next up, and put in what comes after it and before the one that follows.
     *
     * @return whether all of the up could be run
     */
    boolean advance(boolean shared) throws SQLException {
        refresh(shared);
        used = false;
        return forward();
    }

    private boolean forward() throws SQLException {
        boolean whole = databases.apply(stage, applied);
        if (!databases.holds(applied)) {
            filler.after(stage, folder.migrations().get(applied));
        }
        applied++;
        fillBefore(applied);
        return whole;
    }

    /** Rows of a moment that the starting point has behind it would meet another schema than theirs. */
    private void fillBefore(int index) throws SQLException {
        if (index < folder.migrations().size() && !databases.holds(index)) {
            filler.before(stage, folder.migrations().get(index));
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
            fillBefore(0);
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
