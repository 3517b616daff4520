package io.schemaproof.assertions;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.backup.Backup;
import io.schemaproof.backup.BackupException;
import io.schemaproof.backup.Restore;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.util.Optional;

/**
 * Assert that a backup is worth its name.
 *
 * <pre>{@code
 * Backup backup = Backup.of(database).schemas("shop").write(Path.of("shop.sql"));
 * assertThat(backup).restoresEqually(); // passes
 * assertThat(backup).restoresEquallyInto(database); // fails where schema shop is still there
 * }</pre>
 *
 * @since 0.1
 */
public class BackupAssert extends AbstractSchemaproofAssert<BackupAssert, Backup> {

    private boolean noRowsAllowed;

    public BackupAssert(Backup actual) {
        super(actual, BackupAssert.class);
    }

    /** Assert that a backup is worth its name. */
    public static BackupAssert assertThat(Backup actual) {
        return new BackupAssert(actual);
    }

    @Override
    protected Optional<Schema> database() {
        return Optional.of(Schema.of(actual.database().dataSource()));
    }

    @Override
    protected String where() {
        return "backup of " + actual.scope() + " by " + actual.method();
    }

    /** Let backups pass that hold no row, of which nothing is known then but the structure. */
    public BackupAssert allowingNoRows() {
        noRowsAllowed = true;
        return this;
    }

    /**
     * Require that, restored into a new database, structure, rows and sequences are those that were backed up. The database is
     * dropped afterwards. A backup without any row fails unless {@link #allowingNoRows} says otherwise.
     */
    public BackupAssert restoresEqually() {
        String rule = "a backup that restores equally";
        if (holdsRows(rule)) {
            Restore restore;
            try {
                restore = actual.restore();
            } catch (BackupException e) {
                throw refused(rule, e);
            }
            try (TestDatabase restored = restore.database()) {
                judge(rule, restore);
            }
        }
        return this;
    }

    private boolean holdsRows(String rule) {
        if (actual.rows() == 0 && !noRowsAllowed) {
            fail(Failure.expected(rule + ", rows too")
                    .butWas("rows", "no row in " + actual.tables() + (actual.tables() == 1 ? " table" : " tables"))
                    .line("Nothing is known of rows where there are none. Fill the tables first, or say"
                            + " allowingNoRows()."));
            return false;
        }
        return true;
    }

    /**
     * Require that, restored into this database in one transaction, structure, rows and sequences are those that were backed
     * up. What is restored stays.
     */
    public BackupAssert restoresEquallyInto(TestDatabase target) {
        String rule = "a backup that restores equally into " + target.name();
        try {
            if (holdsRows(rule)) {
                judge(rule, actual.restoreInto(target));
            }
        } catch (BackupException e) {
            throw refused(rule, e);
        }
        return this;
    }

    /** Require that a database holds what was backed up; nothing is restored. */
    public BackupAssert isHeldBy(TestDatabase database) {
        String rule = "a database that holds what was backed up";
        if (holdsRows(rule)) {
            judge(rule, actual.compareWith(database));
        }
        return this;
    }

    /** Require a size in bytes, both ends included. */
    public BackupAssert hasSizeBetween(long least, long most) {
        if (actual.bytes() < least || actual.bytes() > most) {
            fail(Failure.expected("a backup of a certain size")
                    .butWas(least + " to " + most + " bytes", actual.bytes() + " bytes"));
        }
        return this;
    }

    private AssertionError refused(String rule, BackupException cause) {
        Failure failure = Failure.expected(rule).line(String.valueOf(cause.getMessage()));
        actual.notes().forEach(failure::line);
        return missing(failure);
    }

    private void judge(String rule, Restore restore) {
        if (!restore.isEqual()) {
            int differences = restore.differences().size();
            Failure failure = Failure.expected(rule)
                    .butWas("no difference", differences + (differences == 1 ? " difference" : " differences"));
            restore.differences().forEach(failure::line);
            fail(failure);
        }
    }
}
