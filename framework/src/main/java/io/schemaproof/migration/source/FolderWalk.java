package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** List a tree of files, following links but never in circles. */
final class FolderWalk {

    /** Enough for any set of migrations; a home directory given by mistake should not take minutes. */
    private static final int MAX_FILES = 200_000;

    private final Path root;
    private final Deque<Path> ancestors = new ArrayDeque<>();
    private final List<SourceFile> files = new ArrayList<>();

    private FolderWalk(Path root) {
        this.root = root;
    }

    static List<SourceFile> files(Path root) {
        if (!Files.exists(root)) {
            throw new MigrationException("The folder " + root + " does not exist" + closestParent(root) + ".");
        }
        if (!Files.isDirectory(root)) {
            Path parent = root.toAbsolutePath().getParent();
            throw new MigrationException(root + " is a file. Give the folder that holds the migrations"
                    + (parent == null ? "" : ", here " + parent) + ".");
        }
        FolderWalk walk = new FolderWalk(root);
        walk.enter(root, "");
        walk.files.sort(Comparator.comparing(SourceFile::path));
        return List.copyOf(walk.files);
    }

    private static String closestParent(Path root) {
        Path parent = root.toAbsolutePath().normalize().getParent();
        while (parent != null && !Files.isDirectory(parent)) {
            parent = parent.getParent();
        }
        return parent == null ? "" : " (the path exists up to " + parent + ")";
    }

    private void enter(Path folder, String path) {
        try {
            Path real = folder.toRealPath();
            if (ancestors.contains(real)) {
                return;
            }
            ancestors.push(real);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    add(entry, path);
                }
            }
            ancestors.pop();
        } catch (AccessDeniedException e) {
            throw new MigrationException(
                    "The folder " + folder + " may not be read: permission denied."
                            + " Give the user who runs this read access (chmod u+rx).",
                    e);
        } catch (DirectoryIteratorException e) {
            throw new MigrationException("The folder " + folder + " cannot be listed: " + e.getCause() + ".", e);
        } catch (IOException e) {
            throw new MigrationException("The folder " + folder + " cannot be listed: " + e + ".", e);
        }
    }

    private void add(Path entry, String folder) {
        String name = String.valueOf(entry.getFileName());
        String path = folder.isEmpty() ? name : folder + "/" + name;
        if (Files.isDirectory(entry)) {
            if (!name.startsWith(".") && !name.equals("node_modules")) {
                enter(entry, path);
            }
        } else if (Files.isRegularFile(entry)
                || (Files.isSymbolicLink(entry) && Files.exists(entry, LinkOption.NOFOLLOW_LINKS))) {
            files.add(new SourceFile(entry, path));
            if (files.size() > MAX_FILES) {
                throw new MigrationException("The folder " + root + " holds more than " + MAX_FILES
                        + " files. Give the folder of the migrations itself.");
            }
        }
    }
}
