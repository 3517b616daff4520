package io.schemaproof.verify;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The databases on which a round trip works, on a server of their own because migrations also touch what all databases
 * of a server share, such as roles.
 *
 * <p>Steps are tried on the <em>trial</em>. When a step leaves it in a state that ups alone would not give (a down that
 * failed or left something), the trial is thrown away and copied afresh from the <em>checkpoint</em>, which has only ever
 * seen ups. The checkpoint lags behind and catches up when it is needed, so that migrations without a fault cost no copy.
 */
final class Workbench implements AutoCloseable {

    private final PreparedDatabases databases;
    private final ServerRequest request;

    private DatabaseServer server;
    private TestDatabase trial;
    private TestDatabase checkpoint;
    private int checkpointAt;
    private @Nullable Connection reader;

    private Workbench(PreparedDatabases databases, ServerRequest request) throws SQLException {
        this.databases = databases;
        this.request = request;
        this.server = Databases.start(request);
        try {
            this.trial = databases.create(server);
            this.checkpoint = trial.copy();
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Start a server and prepare a database on it.
     *
     * @throws MigrationException if the script that runs before fails
     */
    static Workbench open(PreparedDatabases databases, ServerRequest request) throws SQLException {
        return new Workbench(databases, request);
    }

    PreparedDatabases databases() {
        return databases;
    }

    DatabaseServer server() {
        return server;
    }

    /** Run a script on the trial as its tool would. */
    MigrationRun run(Script script) throws SQLException {
        return MigrationRunner.on(trial.settings()).run(script);
    }

    /** Read the trial's state. */
    DatabaseState state() throws SQLException {
        if (reader == null) {
            reader = trial.connect();
        }
        return new DatabaseState(CatalogReader.read(reader), RowState.read(reader));
    }

    /** Take the trial, which nothing but ups has changed, as the new checkpoint. */
    void advance(int applied) throws SQLException {
        closeReader();
        checkpoint.close();
        checkpoint = trial.copy();
        checkpointAt = applied;
    }

    /** Bring the trial to the state that the ups of the first migrations give. */
    void reset(int applied) throws SQLException {
        closeReader();
        while (checkpointAt < applied) {
            databases.apply(checkpoint, checkpointAt++);
        }
        trial.close();
        trial = checkpoint.copy();
    }

    /** As {@link #reset}, on a new server: for when roles or other things that databases share have changed. */
    void rebuild(int applied) throws SQLException {
        closeReader();
        server.close();
        server = Databases.start(request);
        build(applied);
    }

    /** As {@link #reset}, also to a state before the checkpoint's. */
    void restart(int applied) throws SQLException {
        closeReader();
        trial.close();
        checkpoint.close();
        build(applied);
    }

    private void build(int applied) throws SQLException {
        trial = databases.create(server);
        for (int index = 0; index < applied; index++) {
            databases.apply(trial, index);
        }
        checkpoint = trial.copy();
        checkpointAt = applied;
    }

    private void closeReader() throws SQLException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public void close() throws SQLException {
        closeReader();
        server.close();
    }
}
