package io.schemaproof.verify;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

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
        // One session for all, as most tools keep one; the runner gives psql's scripts each their own.
        try (Connection connection = MigrationRunner.open(database.settings())) {
            MigrationRunner runner = MigrationRunner.on(connection);
            if (before.isPresent()) {
                apply(runner, before.get(), "The script that runs before the migrations fails");
            }
            Optional<String> bookkeeping = BookkeepingTable.needed(folder);
            if (bookkeeping.isPresent()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(bookkeeping.get());
                }
            }
            for (Migration migration : folder.migrations()) {
                if (migration.notRunnable().isPresent()) {
                    throw new MigrationException("Migration " + migration.displayName() + " ("
                            + migration.up().path() + ") cannot be run here: "
                            + migration.notRunnable().get()
                            + ". A database without it would prove nothing; take a folder of SQL only, or"
                            + " list its files in schemaproof.list.");
                }
                apply(runner, migration.up(), "Migration " + migration.displayName() + " fails");
            }
        }
    }

    private static void apply(MigrationRunner runner, Script script, String title) throws SQLException {
        MigrationRun run = runner.run(script);
        if (run.firstError().isPresent()) {
            throw new MigrationException(
                    title + ":\n" + StatementErrors.format(run.firstError().get(), script));
        }
    }
}
