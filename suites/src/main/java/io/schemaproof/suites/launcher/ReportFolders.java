package io.schemaproof.suites.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Moves the files of reports. */
final class ReportFolders {

    private static final String CATEGORIES = "/io/schemaproof/reports/categories.json";

    private ReportFolders() {}

    /** Copies results, and adds what they lack: our categories, and the history that the former report has kept. */
    static void stage(Path results, Path former, Path staged) throws IOException {
        Files.createDirectories(staged);
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.copy(file, staged.resolve(file.getFileName().toString()));
            }
        }
        Path history = former.resolve("history");
        if (Files.isDirectory(history)) {
            copy(history, staged.resolve("history"));
        }
        Path categories = staged.resolve("categories.json");
        try (InputStream in = ReportFolders.class.getResourceAsStream(CATEGORIES)) {
            if (in != null && !Files.exists(categories)) {
                Files.copy(in, categories);
            }
        }
    }

    /** Whether a folder may be replaced by a report: it is not there, empty, or holds one. */
    static boolean isReplaceable(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            boolean report =
                    Files.isDirectory(folder.resolve("widgets")) && Files.isRegularFile(folder.resolve("index.html"));
            return report || files.findAny().isEmpty();
        }
    }

    /** Copies a folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.toList();
        }
        for (Path file : all) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
