package io.schemaproof.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where PostgreSQL's programs are when somebody has installed them.
 *
 * @since 0.1
 */
public final class InstalledFolders {

    /** Parents of one folder for each version, with what stands before the number and behind it. */
    private static final List<String[]> PACKAGES = List.of(
            new String[] {"/usr/lib/postgresql", "*", "bin"},
            new String[] {"/usr", "pgsql-*", "bin"},
            new String[] {"/opt/homebrew/opt", "{postgresql@*,libpq}", "bin"},
            new String[] {"/usr/local/opt", "{postgresql@*,libpq}", "bin"},
            new String[] {"C:\\Program Files\\PostgreSQL", "*", "bin"});

    private InstalledFolders() {}

    /** Those of packages, then those of {@code PATH}; whether programs are in them is not looked at. */
    public static List<Path> usual() {
        List<Path> folders = new ArrayList<>();
        for (String[] place : PACKAGES) {
            folders.addAll(versions(Path.of(place[0]), place[1], place[2]));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .forEach(folders::add);
        return folders;
    }

    private static List<Path> versions(Path parent, String pattern, String programs) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(parent, pattern)) {
            List<Path> folders = new ArrayList<>();
            versions.forEach(version -> folders.add(version.resolve(programs)));
            return folders;
        } catch (IOException e) {
            // What may not be looked into is as good as not there.
            return List.of();
        }
    }
}
