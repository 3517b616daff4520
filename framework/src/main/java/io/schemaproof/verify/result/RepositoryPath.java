package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names files as services that show a repository do: from where the repository begins.
 *
 * @since 0.1
 */
public final class RepositoryPath {

    private final Path base;
    private final Path folder;

    private RepositoryPath(Path base, Path folder) {
        this.base = base;
        this.folder = folder;
    }

    /** Find where the repository of a folder begins; without one, names begin at the working directory. */
    public static RepositoryPath of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        for (Path parent = absolute; parent != null; parent = parent.getParent()) {
            if (Files.exists(parent.resolve(".git"))) {
                return new RepositoryPath(parent, absolute);
            }
        }
        return new RepositoryPath(Path.of("").toAbsolutePath(), absolute);
    }

    /** The file of a finding, else the up of its migration; with {@code /}, absolute if it lies elsewhere. */
    public String of(MigrationResult result, Finding finding) {
        return of(finding.file().orElse(result.migration().up().path()));
    }

    /** A file by its path below the folder. */
    public String of(String path) {
        try {
            return text(folder.resolve(path).normalize());
        } catch (InvalidPathException e) {
            // Without a locale, Java 17 lists names beyond ASCII and refuses to make a path of them.
            String parent = text(folder);
            return parent.isEmpty() ? path : parent + "/" + path;
        }
    }

    private String text(Path file) {
        return (file.startsWith(base) ? base.relativize(file) : file).toString().replace('\\', '/');
    }
}
