package io.schemaproof.migration;

import java.nio.file.Path;
import java.util.List;

/**
 * The migrations of a folder in the order in which their tool applies them.
 *
 * @param root the folder
 * @param convention name of the convention, such as {@code flyway}
 * @param migrations in order of application; never empty
 * @param ignored SQL files and steps that no rule of the convention takes
 * @since 0.1
 */
public record MigrationFolder(Path root, String convention, List<Migration> migrations, List<IgnoredFile> ignored) {

    public MigrationFolder {
        migrations = List.copyOf(migrations);
        ignored = List.copyOf(ignored);
    }

    /**
     * A file that was left out.
     *
     * @param path relative to the folder
     * @param reason half a sentence
     */
    public record IgnoredFile(String path, String reason) {}
}
