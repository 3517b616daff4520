package io.schemaproof.backup;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.StatementError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a backup is kept. */
interface BackupStore extends AutoCloseable {

    /** Make a new database of it. The caller closes it. */
    TestDatabase newDatabase(Backup.Taken taken);

    /**
     * Put it into a database.
     *
     * @return the errors that it went on after; none with {@link RunMode#STOP}
     */
    List<StatementError> fill(TestDatabase target, Backup.Taken taken, RunMode mode);

    /** A database that holds what was backed up, without making one. */
    Optional<TestDatabase> reference();

    Optional<Path> file();

    @Override
    void close();
}
