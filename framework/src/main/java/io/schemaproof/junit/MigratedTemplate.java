package io.schemaproof.junit;

import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.data.RowSource;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.SharedServer;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.verify.history.AppliedMigrations;
import io.schemaproof.verify.result.LostServer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Applies the ups of a folder to a database that is then cloned for each test. */
final class MigratedTemplate {

    private MigratedTemplate() {}

    /**
     * Return the template.
     *
     * @throws MigrationException if a script fails, with everything the server said, or rows cannot be put in
     * @throws BackupException if the dump to begin with cannot be restored
     */
    static DatabaseTemplate of(DatabaseServer server, TemplateSource source) {
        // Read before anything is made, so that what is wrong with them is said at once.
        Optional<StartingPoint> start = source.startingPoint();
        Optional<RowSource> rows = source.rows().map(RowSource.class::cast);
        String key = source.key();
        DatabaseTemplate template = DatabaseTemplate.of(
                server,
                key,
                server instanceof SharedServer ? LastingKey.of(source, key) : Optional.empty(),
                database -> LostServer.during(database::server, () -> {
                    AppliedMigrations.apply(database, source.folder(), source.before(), start, rows);
                    return database;
                }));
        return last(source.folder().migrations()).map(template::after).orElse(template);
    }

    /** The file of the last step; a repeatable one says nothing of how far a schema is, unless there is no other. */
    private static Optional<String> last(List<Migration> migrations) {
        return migrations.stream()
                .sorted(Comparator.comparing(migration -> !migration.repeatable()))
                .reduce((first, second) -> second)
                .map(migration -> migration.up().path());
    }
}
