package io.schemaproof.migration.source;

import java.util.List;
import java.util.regex.Pattern;

/** Folders that are named after a moment and hold {@code migration.sql}: Prisma's, and those of newer versions of Drizzle. */
final class StepFolders {

    static final String FILE = "migration.sql";

    private static final Pattern PATH = Pattern.compile("\\d{14}_[^/]+/migration\\.sql");

    private static final Pattern ANY_NAME = Pattern.compile("[^/]+/migration\\.sql");

    private StepFolders() {}

    static List<String> files(SourceFolder folder) {
        return files(folder, PATH);
    }

    /** Also those that are named after nothing. */
    static List<String> named(SourceFolder folder) {
        return files(folder, ANY_NAME);
    }

    private static List<String> files(SourceFolder folder, Pattern pattern) {
        return folder.files().stream()
                .map(SourceFile::path)
                .filter(path -> pattern.matcher(path).matches())
                .toList();
    }

    /** Whether a {@code snapshot.json} lies beside each, as Drizzle writes it. */
    static boolean areDrizzles(SourceFolder folder) {
        List<String> files = files(folder);
        return !files.isEmpty()
                && folder.file(PrismaSource.LOCK).isEmpty()
                && files.stream()
                        .allMatch(path ->
                                folder.file(path.replace(FILE, "snapshot.json")).isPresent());
    }
}
