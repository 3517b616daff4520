package io.schemaproof.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The migrations of a folder in the order in which their tool applies them.
 *
 * @param root the folder
 * @param convention name of the convention, such as {@code flyway}
 * @param migrations in order of application; never empty
 * @param ignored SQL files and steps that no rule of the convention takes
 * @param prepare what the tool does to an empty database before the first migration, such as to make its own table; empty where it
 *     does nothing
 * @since 0.1
 */
public record MigrationFolder(
        Path root, String convention, List<Migration> migrations, List<IgnoredFile> ignored, Optional<Script> prepare) {

    public MigrationFolder {
        migrations = List.copyOf(migrations);
        ignored = List.copyOf(ignored);
    }

    /** Make one whose tool does nothing to an empty database. */
    public MigrationFolder(Path root, String convention, List<Migration> migrations, List<IgnoredFile> ignored) {
        this(root, convention, migrations, ignored, Optional.empty());
    }

    /**
     * A file that was left out.
     *
     * @param path relative to the folder
     * @param reason half a sentence
     */
    public record IgnoredFile(String path, String reason) {}
}
