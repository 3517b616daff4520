package io.schemaproof.backup;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.StatementError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A backup that is a copy of the database, on its server. */
record CopyStore(TestDatabase copy) implements BackupStore {

    @Override
    public TestDatabase newDatabase(Backup.Taken taken) {
        return copy.copy();
    }

    @Override
    public List<StatementError> fill(TestDatabase target, Backup.Taken taken, RunMode mode) {
        throw new BackupException("This backup is a copy of a whole database, which can become a new database with"
                + " restore(), and cannot be put into " + target.name() + ". For that it must be a dump: "
                + ClientChoice.beside(target.server(), Configuration.ofSystem())
                        .whyNot(target.server().majorVersion())
                + ".");
    }

    @Override
    public Optional<TestDatabase> reference() {
        return Optional.of(copy);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public void close() {
        copy.close();
    }
}
