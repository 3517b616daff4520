package io.schemaproof.migration.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of a project around its migrations, which tell tools apart whose files are named alike: {@code Cargo.toml} names
 * sqlx or refinery, {@code package.json} node-pg-migrate. Looked for in the folder and a few above it, up to the one that git
 * begins with.
 */
final class ProjectFiles {

    /** As far as {@code crates/store/db/migrations} in a workspace. */
    private static final int LEVELS = 4;

    private static final long LARGEST = 1 << 20;

    private ProjectFiles() {}

    /** The name of the file, seen from the folder, if a project file there or above holds what is looked for. */
    static Optional<String> mentions(SourceFolder folder, String name, Pattern pattern) {
        Path at = folder.root().toAbsolutePath().normalize();
        String shown = "";
        for (int level = 0; level <= LEVELS; level++) {
            Path file = at.resolve(name);
            if (holds(file, pattern)) {
                return Optional.of(shown + name);
            }
            Path parent = at.getParent();
            if (parent == null || Files.exists(at.resolve(".git"))) {
                break;
            }
            at = parent;
            shown += "../";
        }
        return Optional.empty();
    }

    private static boolean holds(Path file, Pattern pattern) {
        try {
            return Files.isRegularFile(file)
                    && Files.isReadable(file)
                    && Files.size(file) <= LARGEST
                    && pattern.matcher(Files.readString(file)).find();
        } catch (IOException | UncheckedIOException e) {
            // What cannot be read proves nothing.
            return false;
        }
    }
}
