package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The files of a folder and its sub-folders, sorted by path whatever the file system and the locale say. Hidden folders
 * are left out.
 *
 * @since 0.1
 */
public final class SourceFolder {

    private final Path root;
    private final List<SourceFile> files;

    private SourceFolder(Path root, List<SourceFile> files) {
        this.root = root;
        this.files = files;
    }

    /**
     * List a folder.
     *
     * @throws MigrationException if it is no folder, or may not be read
     */
    public static SourceFolder open(Path root) {
        return new SourceFolder(root, FolderWalk.files(root));
    }

    public Path root() {
        return root;
    }

    /** All files, at any depth. */
    public List<SourceFile> files() {
        return files;
    }

    /** The SQL files, at any depth. */
    public List<SourceFile> sqlFiles() {
        return files.stream().filter(SourceFile::isSql).toList();
    }

    /** The files directly in the folder. */
    public List<SourceFile> rootFiles() {
        return files(file -> file.folder().isEmpty());
    }

    /** The SQL files directly in the folder. */
    public List<SourceFile> rootSqlFiles() {
        return files(file -> file.folder().isEmpty() && file.isSql());
    }

    private List<SourceFile> files(Predicate<SourceFile> wanted) {
        return files.stream().filter(wanted).toList();
    }

    /** The file at a path relative to the folder. */
    public Optional<SourceFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** The sub-folders that hold SQL, down to a depth, sorted. */
    List<String> sqlFolders(int depth) {
        TreeSet<String> folders = new TreeSet<>();
        for (SourceFile file : sqlFiles()) {
            String folder = file.folder();
            while (!folder.isEmpty()) {
                if (folder.chars().filter(c -> c == '/').count() < depth) {
                    folders.add(folder);
                }
                folder = folder.contains("/") ? folder.substring(0, folder.lastIndexOf('/')) : "";
            }
        }
        return List.copyOf(folders);
    }

    /** The sub-folder as if it had been opened itself. */
    SourceFolder folder(String folder) {
        String prefix = folder + "/";
        return new SourceFolder(
                root.resolve(folder),
                files.stream()
                        .filter(file -> file.path().startsWith(prefix))
                        .map(file -> new SourceFile(file.file(), file.path().substring(prefix.length())))
                        .toList());
    }
}
