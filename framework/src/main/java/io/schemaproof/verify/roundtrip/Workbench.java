package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.check.CheckServer;
import io.schemaproof.verify.check.PreparedDatabases;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.state.DatabaseState;
import io.schemaproof.verify.state.LaggingSequences;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.Unstable;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The databases on which a round trip works, on a server of their own because migrations also touch what all databases
 * of a server share, such as roles.
 *
 * <p>Steps are tried on the <em>trial</em>. When a step leaves it in a state that ups alone would not give (a down that
 * failed or left something), the trial is thrown away and copied afresh from the <em>checkpoint</em>, which has only ever
 * seen ups. The checkpoint lags behind and catches up when it is needed, so that migrations without a fault cost no copy; it is
 * not even made before, unless making it costs more than a copy.
 */
public final class Workbench implements AutoCloseable {

    private final PreparedDatabases databases;
    private final CheckServer server;

    private ObservedDatabase trial;
    private @Nullable ObservedDatabase checkpoint;
    private int checkpointAt;
    private int detours;

    private Workbench(PreparedDatabases databases, ServerRequest request) throws SQLException {
        this.databases = databases;
        this.server = CheckServer.alone(request);
        try {
            this.trial = LostServer.during(server::get, () -> databases.create(server.get()));
            this.checkpoint = databases.areEmpty() ? null : trial.copy();
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
    public static Workbench open(PreparedDatabases databases, ServerRequest request) throws SQLException {
        return new Workbench(databases, request);
    }

    PreparedDatabases databases() {
        return databases;
    }

    public DatabaseServer server() {
        return server.get();
    }

    /** The server for a check that comes later, on databases of its own. */
    public CheckServer sharedServer() {
        return server.shared();
    }

    /** Run a script on the trial as its tool would, in a session of its own or one that is certain to be as good as new. */
    MigrationRun run(Script script) throws SQLException {
        return databases.areMadeByScripts() ? trial.runFirst(script) : trial.run(script);
    }

    /** Run a script on the trial that has passed there in a session of its own. */
    MigrationRun runAgain(Script script) throws SQLException {
        return trial.runAgain(script);
    }

    /** A session of the trial's as a script's, in auto-commit mode, not to be closed. */
    Connection writingSession() throws SQLException {
        return trial.writingSession();
    }

    /** Read the trial's state. */
    DatabaseState state() throws SQLException {
        DatabaseState state = trial.state();
        return databases.areMadeByTool()
                ? new DatabaseState(state.catalog(), state.rows().without(HistoryTables::contains))
                : state;
    }

    /** The sequences of the trial that are behind the rows there. */
    LaggingSequences behind(Catalog now) throws SQLException {
        return trial.filledState(now).behind();
    }

    /** Read the trial's schema, where nobody asks for its rows. */
    Catalog catalog() throws SQLException {
        return trial.catalog();
    }

    /**
     * Run down and up once more, to tell from the schemas that they gave before what comes out differently each time.
     *
     * @param taken schema after the first down
     * @param again schema after the second up
     */
    Unstable unstable(Script down, Script up, Catalog taken, Catalog again) throws SQLException {
        if (!run(down).passed()) {
            return Unstable.NONE;
        }
        Unstable unstable = Unstable.between(taken, catalog());
        return run(up).passed() ? unstable.and(Unstable.between(again, catalog())) : unstable;
    }

    /** Take the trial, which nothing but ups has changed, as the new checkpoint. */
    void advance(int applied) throws SQLException {
        detours++;
        closeCheckpoint();
        checkpoint = trial.copy();
        checkpointAt = applied;
    }

    /** Bring the trial to the state that the ups of the first migrations give. */
    void reset(int applied) throws SQLException {
        detours++;
        ObservedDatabase from = checkpoint == null ? databases.create(server.get()) : checkpoint;
        checkpoint = from;
        while (checkpointAt < applied) {
            databases.apply(from, checkpointAt++);
        }
        trial.close();
        trial = from.copy();
    }

    /** As {@link #reset}, on a new server: for when roles or other things that databases share have changed. */
    void rebuild(int applied) throws SQLException {
        detours++;
        closeDatabases();
        server.renew();
        build(applied);
    }

    /** As {@link #reset}, also to a state before the checkpoint's. */
    void restart(int applied) throws SQLException {
        detours++;
        closeDatabases();
        build(applied);
    }

    /** Prepare for many steps on the trial, which stands alone on its server but for what it is copied from. */
    void expectMany() {
        trial.expectManyReadings();
        trial.expectNobodyElse();
    }

    /** Prepare for a chain on the trial, of which nobody looks at more than the ends. */
    void expectChain() {
        trial.expectOtherReadings();
        trial.expectNobodyElse();
    }

    /** Apply an up to the trial that is verified elsewhere. Returns whether it ran as it should. */
    boolean pass(Migration migration) throws SQLException {
        if (migration.notRunnable().isPresent()) {
            return false;
        }
        MigrationRun run = run(migration.up());
        return run.passed() && run.leftOut().isEmpty();
    }

    /** How often the trial was made anew, or copied: not where each step could go on from where the one before it ended. */
    int detours() {
        return detours;
    }

    private void build(int applied) throws SQLException {
        trial = databases.create(server.get());
        for (int index = 0; index < applied; index++) {
            databases.apply(trial, index);
        }
        checkpoint = applied == 0 && databases.areEmpty() ? null : trial.copy();
        checkpointAt = applied;
    }

    private void closeDatabases() throws SQLException {
        trial.close();
        closeCheckpoint();
    }

    private void closeCheckpoint() throws SQLException {
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
