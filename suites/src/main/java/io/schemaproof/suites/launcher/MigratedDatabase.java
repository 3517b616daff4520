package io.schemaproof.suites.launcher;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.history.AppliedMigrations;
import io.schemaproof.verify.result.LostServer;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A new database that has all migrations of a folder.
 *
 * @param before a script that runs first
 */
record MigratedDatabase(MigrationFolder migrations, Optional<Script> before, ServerRequest request, Steps steps) {

    /** Something that is asked of it while it is there. */
    interface Question<T> {
        T of(TestDatabase database) throws SQLException;
    }

    /**
     * Make it, ask, and take it away.
     *
     * @throws io.schemaproof.migration.MigrationException if a migration fails
     */
    <T> T answer(Question<T> question) {
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server)) {
            return LostServer.during(() -> server, () -> {
                AppliedMigrations.apply(
                        database, migrations, before, Optional.empty(), Optional.empty(), steps.applying(migrations));
                return question.of(database);
            });
        }
    }
}
