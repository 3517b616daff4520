package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.util.Optional;

/**
 * Read migrations that follow one convention. Found by {@link java.util.ServiceLoader} beside the built-in ones.
 *
 * @since 0.1
 */
public interface MigrationSource {

    /** The convention's name, as a user writes it for {@code --format}. */
    String name();

    /** Say which files of the folder follow the convention; empty where none does. Nothing is reported, nothing thrown for a broken file. */
    Optional<SourceMatch> match(SourceFolder folder);

    /** Whether it reads only what is said to be its own, perhaps without SQL: what it runs are programs, which to read a folder must not run. */
    default boolean isAskedFor() {
        return false;
    }

    /**
     * Read the folder as the convention's tool would. Every SQL file is either part of a migration or among the ignored.
     *
     * @throws MigrationException if the tool could not apply the folder, or a file cannot be read
     */
    MigrationFolder read(SourceFolder folder);
}
