package io.schemaproof.backup;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.StatementError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A backup that is a file of {@code pg_dump}.
 *
 * @param temporary the folder that goes with the backup, if the dump is in one
 * @param programs that wrote it
 */
record DumpStore(Path dump, Optional<TemporaryFolder> temporary, ClientPrograms programs) implements BackupStore {

    private static final String PUBLIC = "public";

    /** SQLSTATE dependent_objects_still_exist, and invalid_schema_name. */
    private static final List<String> STAYS = List.of("2BP01", "3F000");

    @Override
    public TestDatabase newDatabase(Backup.Taken taken) {
        TestDatabase database = TestDatabase.create(taken.database().server());
        boolean complete = false;
        try {
            prepare(database, taken);
            fill(database, taken, RunMode.STOP);
            complete = true;
            return database;
        } finally {
            if (!complete) {
                database.close();
            }
        }
    }

    /** A dump of schemas makes these, and not what they need of outside; a new database has a schema public. */
    private static void prepare(TestDatabase database, Backup.Taken taken) {
        boolean hasPublic = taken.contents().catalog().objects(ObjectKind.SCHEMA).stream()
                .anyMatch(schema -> schema.id().identity().equals(PUBLIC));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (taken.scope().isWhole() && !hasPublic) {
                statement.execute("DROP SCHEMA public");
            }
            for (Boundary.NeededExtension extension : taken.boundary().extensions()) {
                if (!taken.scope().contains(extension.schema())) {
                    statement.execute("CREATE SCHEMA IF NOT EXISTS " + SqlText.identifier(extension.schema()));
                    statement.execute("CREATE EXTENSION IF NOT EXISTS " + SqlText.identifier(extension.name())
                            + " SCHEMA " + SqlText.identifier(extension.schema()) + " VERSION "
                            + SqlText.identifier(extension.version()) + " CASCADE");
                }
            }
        } catch (SQLException e) {
            throw new BackupException("What the backup needs cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public List<StatementError> fill(TestDatabase target, Backup.Taken taken, RunMode mode) {
        try (DumpScript script =
                DumpScript.read(dump, ignored -> Optional.of(programs), target.server(), LargeDump.LARGE)) {
            return fill(script, target, taken, mode);
        }
    }

    private static List<StatementError> fill(DumpScript script, TestDatabase target, Backup.Taken taken, RunMode mode) {
        if (mode == RunMode.CONTINUE) {
            return script.restoreAsPsql(target.settings());
        }
        removeEmptySchemas(target, taken.scope());
        (hasPublic(target) ? script.withoutMakingPublic() : script).restoreWhole(target.settings());
        return List.of();
    }

    /** The dump makes its schemas; one that is left without content would be in its way. */
    private static void removeEmptySchemas(TestDatabase target, Scope scope) {
        for (String schema : scope.schemas()) {
            if (schema.equals(PUBLIC)) {
                continue;
            }
            try (Connection connection = target.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP SCHEMA " + SqlText.identifier(schema) + " RESTRICT");
            } catch (SQLException e) {
                if (!STAYS.contains(e.getSQLState())) {
                    throw new BackupException("Schema " + schema + " cannot be restored: " + e.getMessage(), e);
                }
            }
        }
    }

    private static boolean hasPublic(TestDatabase target) {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regnamespace('public') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new BackupException("Database " + target.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<TestDatabase> reference() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(dump);
    }

    @Override
    public void close() {
        temporary.ifPresent(TemporaryFolder::close);
    }
}
