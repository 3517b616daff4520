package io.schemaproof.migration.source;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationFolder.IgnoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A folder of migrations that a test fills. */
record Folder(Path root) {

    Folder file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Folder file(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Add files whose text does not matter. */
    Folder files(String... paths) {
        for (String path : paths) {
            file(path, "SELECT '" + path + "';\n");
        }
        return this;
    }

    MigrationFolder read() {
        return MigrationReader.read(root);
    }

    MigrationFolder read(String format) {
        return MigrationReader.read(root, format);
    }

    String errorOf(String format) {
        return String.valueOf(Assertions.catchThrowableOfType(MigrationException.class, () -> read(format))
                .getMessage());
    }

    String error() {
        return errorOf(MigrationReader.AUTO);
    }

    static List<String> names(MigrationFolder folder) {
        return folder.migrations().stream().map(Migration::displayName).toList();
    }

    static List<String> ups(MigrationFolder folder) {
        return folder.migrations().stream()
                .map(migration -> migration.up().path())
                .toList();
    }

    static List<String> downs(MigrationFolder folder) {
        return folder.migrations().stream()
                .map(migration -> migration.down().map(down -> down.path()).orElse("-"))
                .toList();
    }

    static List<String> ignored(MigrationFolder folder) {
        return folder.ignored().stream().map(IgnoredFile::path).toList();
    }

    static String reason(MigrationFolder folder, String path) {
        return folder.ignored().stream()
                .filter(file -> file.path().equals(path))
                .map(IgnoredFile::reason)
                .findFirst()
                .orElse("not ignored");
    }
}
