package io.schemaproof.verify;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases on which a round trip works, on a server of their own because migrations also touch what all databases
 * of a server share, such as roles.
 *
 * <p>Steps are tried on the <em>trial</em>. When a step leaves it in a state that ups alone would not give (a down that
 * failed or left something), the trial is thrown away and copied afresh from the <em>checkpoint</em>, which has only ever
 * seen ups. The checkpoint lags behind and catches up when it is needed, so that migrations without a fault cost no copy.
 */
final class Workbench implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Optional<Script> before;
    private final Set<Integer> failedUps = new HashSet<>();

    private DatabaseServer server;
    private TestDatabase trial;
    private TestDatabase checkpoint;
    private int checkpointAt;
    private @Nullable Connection reader;

    private Workbench(MigrationFolder folder, ServerRequest request, Optional<Script> before) throws SQLException {
        this.folder = folder;
        this.request = request;
        this.before = before;
        this.server = Databases.start(request);
        try {
            this.trial = prepared();
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
    static Workbench open(MigrationFolder folder, ServerRequest request, Optional<Script> before) throws SQLException {
        return new Workbench(folder, request, before);
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

    /** Remember that this up failed: whoever builds on it gets those of its statements that can be run. */
    void upFailed(int index) {
        failedUps.add(index);
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
            apply(checkpoint, checkpointAt++);
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
        trial = prepared();
        for (int index = 0; index < applied; index++) {
            apply(trial, index);
        }
        checkpoint = trial.copy();
        checkpointAt = applied;
    }

    private TestDatabase prepared() throws SQLException {
        TestDatabase database = TestDatabase.create(server);
        if (before.isPresent()) {
            MigrationRun run = MigrationRunner.on(database.settings()).run(before.get());
            if (run.firstError().isPresent()) {
                throw new MigrationException("The script that runs before the migrations fails:\n"
                        + StatementErrors.format(run.firstError().get(), run.script()));
            }
        }
        Optional<String> bookkeeping = BookkeepingTable.needed(folder);
        if (bookkeeping.isPresent()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(bookkeeping.get());
            }
        }
        return database;
    }

    private void apply(TestDatabase database, int index) throws SQLException {
        if (folder.migrations().get(index).notRunnable().isPresent()) {
            return;
        }
        Script up = folder.migrations().get(index).up();
        if (!failedUps.contains(index) && succeeds(database, up)) {
            return;
        }
        // What failed as a whole still contributes the statements that can be run, so that later steps find most of
        // what they build on.
        Script piecewise =
                new Script(up.file(), up.path(), up.text(), up.firstLine(), up.dialect(), ExecutionMode.STATEMENTS);
        try {
            MigrationRunner.on(database.settings()).withMode(RunMode.CONTINUE).run(piecewise);
        } catch (SQLException e) {
            // It ends its own session, which its finding says; what it did before stays.
            LOG.debug("{} lost its session: {}", up.path(), e.getMessage());
        }
    }

    private static boolean succeeds(TestDatabase database, Script up) throws SQLException {
        return MigrationRunner.on(database.settings()).run(up).succeeded();
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
