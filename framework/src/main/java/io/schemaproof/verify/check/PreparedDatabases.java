package io.schemaproof.verify.check;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.verify.history.Beginning;
import io.schemaproof.verify.history.BookkeepingTable;
import io.schemaproof.verify.history.NothingToCheckException;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes databases in which the migrations find what they expect, and brings them forward, over ups that fail too. */
public final class PreparedDatabases {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedDatabases.class);

    private final MigrationFolder folder;
    private final Configuration configuration;
    private final Optional<Script> before;
    private final boolean byTool;
    private final Set<Integer> failedUps = new HashSet<>();

    private final Optional<StartingPoint> start;
    private final Optional<String> from;
    private @Nullable Beginning beginning;

    /** @param from the first migration to check, which the starting point lacks */
    public PreparedDatabases(
            MigrationFolder folder,
            Configuration configuration,
            Optional<Script> before,
            Optional<StartingPoint> start,
            Optional<String> from) {
        this.folder = folder;
        this.configuration = configuration;
        this.before = before;
        this.start = start;
        this.from = from;
        this.byTool = folder.migrations().stream()
                .anyMatch(migration -> migration.up().dialect().isOfTool());
    }

    /** Where the history begins in the databases that were made; empty if with nothing. */
    public Optional<Beginning> beginning() {
        return Optional.ofNullable(beginning);
    }

    /** Whether every database holds a migration as soon as it is made. */
    boolean holds(int index) {
        return beginning != null && index < beginning.applied();
    }

    /**
     * The migration of an index unless the starting point holds it: rows of a moment that it has behind it would meet another
     * schema than theirs. Empty past the last one too.
     */
    public Optional<Migration> unlessHeld(int index) {
        return index < folder.migrations().size() && !holds(index)
                ? Optional.of(folder.migrations().get(index))
                : Optional.empty();
    }

    /** Whether a tool runs the migrations itself, and notes that in a table of its own. */
    public boolean areMadeByTool() {
        return byTool;
    }

    /** Whether what is made has nothing in it that takes long to make. */
    public boolean areEmpty() {
        return before.isEmpty() && start.isEmpty() && folder.prepare().isEmpty();
    }

    /**
     * Make a database to which no migration was applied yet, but for those that the starting point holds.
     *
     * @throws NothingToCheckException if the starting point holds all of them
     * @throws MigrationException if the script that runs before fails, or it is not clear what the starting point holds
     * @throws BackupException if the starting point cannot be restored
     */
    public ObservedDatabase create(DatabaseServer server) throws SQLException {
        ObservedDatabase database = createAtBeginning(server);
        if (holds(folder.migrations().size() - 1)) {
            database.close();
            throw new NothingToCheckException("Nothing is left to check: the "
                    + start.orElseThrow().description() + " holds all "
                    + folder.migrations().size() + " migrations of the folder.");
        }
        return database;
    }

    /** The same, also where the starting point holds all migrations, so that the beginning is the end. */
    public ObservedDatabase createAtBeginning(DatabaseServer server) throws SQLException {
        TestDatabase database = TestDatabase.create(server);
        if (before.isPresent()) {
            MigrationRun run = MigrationRunner.on(database.settings()).run(before.get());
            if (run.firstError().isPresent()) {
                throw new MigrationException("The script that runs before the migrations fails:\n"
                        + StatementErrors.format(
                                run.firstError().get(), run.script(), SqlMask.of(key -> Optional.empty())));
            }
            run.uncommitted().ifPresent(why -> {
                throw new MigrationException("The script that runs before the migrations fails:\n" + why);
            });
        }
        if (folder.prepare().isPresent()) {
            MigrationRun run =
                    MigrationRunner.on(database.settings()).run(folder.prepare().get());
            if (run.firstError().isPresent()) {
                throw new MigrationException("What prepares an empty database fails:\n"
                        + StatementErrors.format(
                                run.firstError().get(), run.script(), SqlMask.of(key -> Optional.empty())));
            }
        }
        if (start.isPresent()) {
            beginning = Beginning.restore(start.get(), database, folder, from);
        }
        Optional<String> bookkeeping = BookkeepingTable.needed(folder);
        if (bookkeeping.isPresent()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(bookkeeping.get());
            }
        }
        ObservedDatabase observed = new ObservedDatabase(database, configuration);
        before.ifPresent(observed::note);
        folder.prepare().ifPresent(observed::note);
        return observed;
    }

    /** Whether it is known of all that is in a database which scripts have made it. */
    public boolean areMadeByScripts() {
        return start.isEmpty() && !areMadeByTool();
    }

    /** Remember that this up failed: whoever builds on it gets those of its statements that can be run. */
    public void upFailed(int index) {
        failedUps.add(index);
    }

    /** Forget which ups failed: the first of those that are checked is about to be run once more. */
    public void beginAgain() {
        failedUps.clear();
    }

    /** Apply an up. Returns whether all of it could be run. */
    public boolean apply(ObservedDatabase database, int index) throws SQLException {
        if (holds(index)) {
            return true;
        }
        if (folder.migrations().get(index).notRunnable().isPresent()) {
            return false;
        }
        Script up = folder.migrations().get(index).up();
        if (!failedUps.contains(index) && database.runAgain(up).succeeded()) {
            return true;
        }
        // What failed as a whole still contributes the statements that can be run, so that later steps find most of
        // what they build on.
        Script piecewise =
                new Script(up.file(), up.path(), up.text(), up.firstLine(), up.dialect(), ExecutionMode.STATEMENTS);
        database.note(piecewise);
        try {
            MigrationRunner.on(database.database().settings())
                    .withMode(RunMode.CONTINUE)
                    .run(piecewise);
        } catch (SQLException e) {
            // It ends its own session, which its finding says; what it did before stays.
            LOG.debug("{} lost its session: {}", up.path(), e.getMessage());
        }
        return false;
    }
}
