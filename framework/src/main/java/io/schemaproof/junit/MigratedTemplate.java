package io.schemaproof.junit;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.verify.BookkeepingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Applies the ups of a folder to a database that is then cloned for each test. */
final class MigratedTemplate {

    private MigratedTemplate() {}

    /** @throws MigrationException if a script fails, with everything the server said */
    static DatabaseTemplate of(DatabaseServer server, MigrationFolder folder, Optional<Script> before) {
        return DatabaseTemplate.of(server, key(folder, before), database -> prepare(database, folder, before));
    }

    private static void prepare(TestDatabase database, MigrationFolder folder, Optional<Script> before)
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
                            + ". Tests on a database without it would prove nothing; give the tests a folder of SQL only, or"
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

    /** Everything that decides what the template holds; the root too, because psql's scripts include files beside them. */
    private static String key(MigrationFolder folder, Optional<Script> before) {
        StringBuilder key = new StringBuilder("migrations of ")
                .append(folder.root().toAbsolutePath().normalize())
                .append('\n');
        before.ifPresent(script -> append(key, script));
        folder.migrations().forEach(migration -> append(key, migration.up()));
        return key.toString();
    }

    private static void append(StringBuilder key, Script script) {
        key.append(script.path())
                .append(' ')
                .append(script.dialect())
                .append(' ')
                .append(script.mode())
                .append(' ')
                .append(script.text().length())
                .append('\n')
                .append(script.text())
                .append('\n');
    }
}
