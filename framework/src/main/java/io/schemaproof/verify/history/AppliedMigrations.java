package io.schemaproof.verify.history;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies the ups of a folder to a database, for what then looks at the schema they give.
 *
 * @since 0.1
 */
public final class AppliedMigrations {

    private AppliedMigrations() {}

    /**
     * Apply all ups in their order.
     *
     * @param before a script that runs first
     * @throws MigrationException if a script fails, with everything the server said, or if one cannot be run here
     * @throws SQLException if the connection is lost
     */
    public static void apply(TestDatabase database, MigrationFolder folder, Optional<Script> before)
            throws SQLException {
        apply(database, folder, before, Optional.empty(), Optional.empty());
    }

    /**
     * Apply all ups in their order to what a dump holds, with rows on the way.
     *
     * @param before a script that runs first
     * @param start what the database begins with after that; ups that it holds, as the table of their tool says, are left out,
     *     with the rows of their versions
     * @param rows that come before and after the ups
     * @throws MigrationException if a script fails, with everything the server said, if one cannot be run here, or if rows
     *     cannot be put in
     * @throws BackupException if the start cannot be restored
     * @throws SQLException if the connection is lost
     */
    public static void apply(
            TestDatabase database,
            MigrationFolder folder,
            Optional<Script> before,
            Optional<StartingPoint> start,
            Optional<RowSource> rows)
            throws SQLException {
        apply(database, folder, before, start, rows, migration -> {});
    }

    /**
     * Do the same, and tell of each migration before it is applied.
     *
     * @throws MigrationException if a script fails, or one cannot be run here, or if rows cannot be put in
     * @throws BackupException if the start cannot be restored
     * @throws SQLException if the connection is lost
     */
    public static void apply(
            TestDatabase database,
            MigrationFolder folder,
            Optional<Script> before,
            Optional<StartingPoint> start,
            Optional<RowSource> rows,
            Consumer<Migration> begun)
            throws SQLException {
        // One session for all, as most tools keep one; the runner gives psql's scripts each their own.
        try (Connection connection = MigrationRunner.open(database.settings())) {
            MigrationRunner runner = MigrationRunner.on(connection);
            if (before.isPresent()) {
                apply(runner, connection, before.get(), "The script that runs before the migrations fails");
            }
            MigrationRunner own = MigrationRunner.on(database.settings());
            if (folder.prepare().isPresent()) {
                apply(own, connection, folder.prepare().get(), "What prepares an empty database fails");
            }
            int applied = 0;
            if (start.isPresent()) {
                start.get().restoreInto(database);
                applied = AppliedVersions.count(connection, folder).orElse(0);
            }
            Optional<String> bookkeeping = BookkeepingTable.needed(folder);
            if (bookkeeping.isPresent()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(bookkeeping.get());
                }
            }
            for (Migration migration :
                    folder.migrations().subList(applied, folder.migrations().size())) {
                if (migration.notRunnable().isPresent()) {
                    throw new MigrationException("Migration " + migration.displayName() + " ("
                            + migration.up().path() + ") cannot be run here: "
                            + migration.notRunnable().get()
                            + ". A database without it would prove nothing; take a folder of SQL only, or"
                            + " list its files in schemaproof.list.");
                }
                begun.accept(migration);
                fill(connection, rows, FillMoment.before(migration));
                // A tool opens sessions of its own.
                apply(
                        migration.up().dialect().isOfTool() ? own : runner,
                        connection,
                        migration.up(),
                        "Migration " + migration.displayName() + " fails");
                fill(connection, rows, FillMoment.after(migration));
            }
        }
    }

    private static void fill(Connection connection, Optional<RowSource> rows, FillMoment moment) throws SQLException {
        if (rows.isPresent() && rows.get().mayFill(moment)) {
            try {
                rows.get().fill(connection, CatalogReader.read(connection), moment);
            } catch (RowSourceException e) {
                throw new MigrationException("Rows cannot be put in " + moment + ":\n" + e.getMessage(), e);
            }
        }
    }

    private static void apply(MigrationRunner runner, Connection connection, Script script, String title)
            throws SQLException {
        MigrationRun run = run(runner, script);
        if (run.firstError().isPresent()) {
            throw new MigrationException(
                    title + ":\n" + SensitiveTables.format(run.firstError().get(), script, connection));
        }
        run.uncommitted().ifPresent(why -> {
            throw new MigrationException(title + ":\n" + why);
        });
    }

    /** Whoever hears that a connection was lost wants to know what it was doing. */
    private static MigrationRun run(MigrationRunner runner, Script script) throws SQLException {
        try {
            return runner.run(script);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " " + script.path() + " was being applied.", e.getSQLState(), e);
        }
    }
}
