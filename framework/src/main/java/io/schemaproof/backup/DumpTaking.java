package io.schemaproof.backup;

import io.schemaproof.base.SqlText;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dumps a database and remembers what it held at exactly the moment that the dump shows. */
final class DumpTaking {

    private final TestDatabase database;
    private final Scope scope;
    private final DumpFormat format;
    private final ClientPrograms programs;

    DumpTaking(TestDatabase database, Scope scope, DumpFormat format, ClientPrograms programs) {
        if (format == DumpFormat.DIRECTORY || format == DumpFormat.TAR) {
            throw new BackupException("A backup is one file in the format plain or custom, not " + format.word() + ".");
        }
        this.database = database;
        this.scope = scope;
        this.format = format;
        this.programs = programs;
    }

    Backup write(Path file) {
        return write(file, Optional.empty());
    }

    Backup writeTemporary() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        try {
            return write(folder.file("backup.dump"), Optional.of(folder));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private Backup write(Path file, Optional<TemporaryFolder> temporary) {
        long begin = System.nanoTime();
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // Under one snapshot the dump and what is read here agree, whatever others write meanwhile.
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            Contents contents = Contents.read(connection, SchemaNames.require(connection, scope));
            Boundary boundary = Boundary.read(connection, scope);
            List<String> notes = CoverageNotes.read(connection, scope, boundary, BackupMethod.Kind.PG_DUMP);
            programs.pgDump(database.settings().environment(), options(snapshot(statement), boundary), part);
            connection.rollback();
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return new Backup(
                    new Backup.Taken(
                            database,
                            scope,
                            contents,
                            boundary,
                            notes,
                            Files.size(target),
                            Duration.ofNanos(System.nanoTime() - begin)),
                    new BackupMethod(BackupMethod.Kind.PG_DUMP, "pg_dump " + ClientChoice.shown(programs)),
                    new DumpStore(target, temporary, programs));
        } catch (SQLException e) {
            throw new BackupException("The backup of " + database.name() + " failed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupException("The backup cannot be written to " + file + ": " + e, e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new BackupException("The unfinished backup " + part + " cannot be removed: " + e, e);
        }
    }

    private static String snapshot(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
            row.next();
            return row.getString(1);
        }
    }

    private List<String> options(String snapshot, Boundary boundary) {
        List<String> options = new ArrayList<>();
        options.add("--format=" + format.word());
        options.add("--snapshot=" + snapshot);
        options.add("--encoding=UTF8");
        scope.schemas().forEach(schema -> options.add("--schema=" + pattern(schema)));
        boundary.extensions().stream()
                .filter(extension -> scope.contains(extension.schema()))
                .forEach(extension -> options.add("--extension=" + pattern(extension.name())));
        return options;
    }

    /** In quotation marks nothing is a wildcard. */
    private static String pattern(String name) {
        return SqlText.identifier(name);
    }
}
