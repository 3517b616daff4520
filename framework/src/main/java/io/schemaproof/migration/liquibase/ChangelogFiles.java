package io.schemaproof.migration.liquibase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.Resource;

/**
 * The files of a folder for Liquibase; whichever is opened is noted. A path may be written from the class path, on which the folder lies: in
 * {@code src/main/resources/db/changelog} a changelog includes {@code db/changelog/one.yaml}.
 */
final class ChangelogFiles extends DirectoryResourceAccessor {

    private static final String CLASS_PATH = "classpath:";

    private final Path root;
    private final Set<String> read = new TreeSet<>();

    ChangelogFiles(Path root) throws IOException {
        super(root);
        this.root = root.toAbsolutePath().normalize();
    }

    /** The files that were opened, relative to the folder. */
    Set<String> read() {
        return read;
    }

    /** The path relative to the folder, where there is such a file; else as it is. */
    static String relative(Path root, String path) {
        String plain = path.startsWith(CLASS_PATH) ? path.substring(CLASS_PATH.length()) : path;
        String rest = plain.startsWith("/") ? plain.substring(1) : plain;
        Path folder = root.toAbsolutePath().normalize();
        for (int from = 0; from >= 0; from = rest.indexOf('/', from) + 1) {
            boolean within = from == 0 || folder.endsWith(Path.of(rest.substring(0, from - 1)));
            if (within && Files.exists(folder.resolve(rest.substring(from)))) {
                return rest.substring(from);
            }
            if (rest.indexOf('/', from) < 0) {
                break;
            }
        }
        return rest;
    }

    @Override
    public List<Resource> getAll(String path) throws IOException {
        List<Resource> found = super.getAll(relative(root, path));
        if (found != null) {
            found.forEach(file -> read.add(file.getPath()));
        }
        return found;
    }

    @Override
    public List<Resource> search(String path, SearchOptions options) throws IOException {
        return super.search(relative(root, path), options);
    }

    @Override
    public List<Resource> search(String path, boolean recursive) throws IOException {
        return super.search(relative(root, path), recursive);
    }
}
