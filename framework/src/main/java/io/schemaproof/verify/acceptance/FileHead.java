package io.schemaproof.verify.acceptance;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** What stands in a file above the first line that its tool looks at, such as above {@code -- +goose Up}. */
final class FileHead {

    private FileHead() {}

    /** As a script; empty where the migration begins with the file, or the file cannot be read any more. */
    static Optional<Script> above(Migration migration) {
        Script up = migration.up();
        int first = migration
                .down()
                .filter(down -> down.path().equals(up.path()))
                .map(down -> Math.min(up.firstLine(), down.firstLine()))
                .orElse(up.firstLine());
        if (first <= 1) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readString(up.file()).lines().toList();
            String head = String.join("\n", lines.subList(0, Math.min(first - 1, lines.size())));
            return Optional.of(new Script(up.file(), up.path(), head, 1, up.dialect(), up.mode()));
        } catch (IOException | ClosedFileSystemException e) {
            // It has been read once: this is about comments alone, which say nothing then.
            return Optional.empty();
        }
    }
}
