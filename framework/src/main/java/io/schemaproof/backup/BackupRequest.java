package io.schemaproof.backup;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Say what of a database is backed up, and how. Immutable.
 *
 * @since 0.1
 */
public final class BackupRequest {

    private final TestDatabase database;
    private final Scope scope;
    private final DumpFormat format;
    private final Configuration configuration;

    private BackupRequest(TestDatabase database, Scope scope, DumpFormat format, Configuration configuration) {
        this.database = database;
        this.scope = scope;
        this.format = format;
        this.configuration = configuration;
    }

    static BackupRequest of(TestDatabase database) {
        return new BackupRequest(database, Scope.WHOLE, DumpFormat.PLAIN, Configuration.ofSystem());
    }

    /** Return the same for some schemas instead of the whole database; names as stored, not quoted. */
    public BackupRequest schemas(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("Name a schema; without schemas(…) the whole database is backed up.");
        }
        SortedSet<String> schemas = new TreeSet<>(List.of(names));
        return new BackupRequest(database, new Scope(schemas), format, configuration);
    }

    /** Return the same in another format of {@code pg_dump}; the default is {@link DumpFormat#PLAIN}. */
    public BackupRequest format(DumpFormat other) {
        return new BackupRequest(database, scope, other, configuration);
    }

    /** Return the same with another configuration, which may name the folder of the client programs. */
    public BackupRequest configuredBy(Configuration other) {
        return new BackupRequest(database, scope, format, other);
    }

    /**
     * Write a dump with {@code pg_dump}.
     *
     * @param file what is written, or replaced
     * @throws BackupException if there is no {@code pg_dump} that can dump this server, if it fails, or if there is no such
     *     schema
     */
    public Backup write(Path file) {
        ClientChoice choice = ClientChoice.beside(database.server(), configuration);
        int version = database.server().majorVersion();
        ClientPrograms programs = choice.forServer(version)
                .orElseThrow(() -> new BackupException("A dump of PostgreSQL " + version + " cannot be written. "
                        + choice.whyNot(version) + "; take() makes do with a copy of the database."));
        return new DumpTaking(database, scope, format, programs).write(file);
    }

    /**
     * Take a backup the best way there is: with {@code pg_dump} into a file that {@link Backup#close} removes, or where no
     * {@code pg_dump} can dump this server as a copy of the whole database, which {@link Backup#close} drops. {@link
     * Backup#method} says which.
     *
     * @throws BackupException as {@link #write}
     * @throws DatabaseException if the database has to be copied and somebody is connected to it
     */
    public Backup take() {
        Optional<ClientPrograms> programs = ClientChoice.beside(database.server(), configuration)
                .forServer(database.server().majorVersion());
        if (programs.isEmpty()) {
            return copy();
        }
        try {
            return new DumpTaking(database, scope, format, programs.get()).writeTemporary();
        } catch (IOException e) {
            throw new BackupException("No temporary file can be made for a backup: " + e.getMessage(), e);
        }
    }

    /**
     * Take a backup as a copy of the whole database on its server, also where {@code pg_dump} is at hand.
     *
     * @throws BackupException if there is no such schema
     * @throws DatabaseException if somebody is connected to the database
     */
    public Backup copy() {
        return new CopyTaking(database, scope).take();
    }
}
