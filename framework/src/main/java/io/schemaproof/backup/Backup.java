package io.schemaproof.backup;

import io.schemaproof.base.Quantity;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Back a database up, restore it, and prove that what was restored is what was backed up.
 *
 * <pre>{@code
 * try (Backup backup = Backup.of(database).schemas("vehicles").write(Path.of("vehicles.sql"))) {
 *     // … a migration, and its down …
 *     backup.restoreInto(database).check();
 * }
 * }</pre>
 *
 * <p>A backup remembers the structure and a digest of the rows of the moment that it shows. A restore compares with that, not
 * with what has become of the database since.
 *
 * @since 0.1
 */
public final class Backup implements AutoCloseable {

    private final Taken taken;
    private final BackupMethod method;
    private final BackupStore store;

    Backup(Taken taken, BackupMethod method, BackupStore store) {
        this.taken = taken;
        this.method = method;
        this.store = store;
    }

    /**
     * What was backed up.
     *
     * @param notes what the backup does not hold
     * @param bytes of the file, or of the copy
     */
    record Taken(
            TestDatabase database,
            Scope scope,
            Contents contents,
            Boundary boundary,
            List<String> notes,
            long bytes,
            Duration time) {}

    /** Begin with a database; without more the whole of it. */
    public static BackupRequest of(TestDatabase database) {
        return BackupRequest.of(database);
    }

    /** What was backed up, which may be closed by now. */
    public TestDatabase database() {
        return taken.database();
    }

    /** How it was taken. */
    public BackupMethod method() {
        return method;
    }

    /** The file it is in; empty if it is a copy of the database. */
    public Optional<Path> file() {
        return store.file();
    }

    /** What was backed up, in words: {@code schema vehicles}. */
    public String scope() {
        return taken.scope().words();
    }

    /** Size of the file, or of the copy. */
    public long bytes() {
        return taken.bytes();
    }

    /** How long it took. */
    public Duration time() {
        return taken.time();
    }

    /** Number of tables; a partitioned one counts once. */
    public int tables() {
        return taken.contents().tables();
    }

    /** Number of rows of all tables. */
    public long rows() {
        return taken.contents().rows();
    }

    /**
     * What it does not hold, a sentence each: rows of foreign tables; of a backup of schemas also large objects, what outside
     * depends on them and what outside they depend on; of a dump of a whole database the settings of that database. Roles and
     * tablespaces belong to the server and are in no backup.
     */
    public List<String> notes() {
        return taken.notes();
    }

    /**
     * Restore into a new database of the same server and compare. A dump of schemas finds there the extensions that it needs;
     * a copy of a database brings all schemas, and those of the backup are compared.
     *
     * @return with the {@linkplain Restore#database() database}, which the caller closes
     * @throws BackupException if the dump cannot be restored
     */
    public Restore restore() {
        return RestoreRun.of(taken, method, store).intoNew();
    }

    /**
     * Restore into a database, in one transaction, and compare. What is in the way fails; only schemas of the backup that are
     * there without any content are replaced.
     *
     * @throws BackupException if a statement fails, and then nothing was restored; or if the backup is a copy of a database,
     *     which can only become a new one
     */
    public Restore restoreInto(TestDatabase target) {
        return RestoreRun.of(taken, method, store).into(target);
    }

    /**
     * Restore into a database as {@code psql} does, which goes on after errors, and compare. The errors are {@link
     * Restore#errors()}, and no difference by themselves.
     *
     * @throws BackupException if the backup is a copy of a database
     */
    public Restore restoreAsPsqlInto(TestDatabase target) {
        return RestoreRun.of(taken, method, store).asPsqlInto(target);
    }

    /**
     * Compare a database with what was backed up, without restoring anything.
     *
     * @throws BackupException if it cannot be read
     */
    public Restore compareWith(TestDatabase other) {
        try {
            return new RestoreComparison(taken, method, store).with(other, Duration.ZERO, List.of());
        } catch (SQLException e) {
            throw new BackupException("Database " + other.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Remove a backup that was taken without naming a file; a named file stays.
     *
     * @throws DatabaseException if that fails
     */
    @Override
    public void close() {
        store.close();
    }

    /** What it is: method, size, tables and rows. */
    @Override
    public String toString() {
        return "backup of " + scope() + " by " + method + ": " + bytes() + " bytes, " + Quantity.of(tables(), "table")
                + ", " + Quantity.of(rows(), "row");
    }
}
