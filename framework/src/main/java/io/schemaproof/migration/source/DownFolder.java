package io.schemaproof.migration.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the downs are for tools that have none of their own and never look into this folder: {@code down/}, under the name of the
 * up.
 */
final class DownFolder {

    static final String NAME = "down";

    private DownFolder() {}

    /** The down of an up that lies directly in the folder. */
    static Optional<SourceFile> of(SourceFolder folder, SourceFile up) {
        return folder.file(NAME + "/" + up.name());
    }

    /** The SQL files there, which are the tool's too, so that no other convention claims them. */
    static List<String> files(SourceFolder folder) {
        return folder.sqlFiles().stream()
                .filter(DownFolder::contains)
                .map(SourceFile::path)
                .toList();
    }

    /** These files and those of the downs. */
    static List<String> with(SourceFolder folder, List<String> files) {
        return Stream.concat(files.stream(), files(folder).stream()).distinct().toList();
    }

    static boolean contains(SourceFile file) {
        return file.folder().equals(NAME);
    }

    /** Why a file there is not taken. */
    static String orphan() {
        return "no up has this name, so it takes back nothing";
    }
}
