package io.schemaproof.verify;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the migrations of a test into a folder. */
public final class MigrationsOnDisk {

    private final Path folder;

    public MigrationsOnDisk(Path folder) {
        this.folder = folder;
    }

    public MigrationsOnDisk file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Write a pair as golang-migrate names it. */
    public MigrationsOnDisk pair(String name, String up, String down) {
        return file(name + ".up.sql", up).file(name + ".down.sql", down);
    }

    public MigrationFolder read() {
        return MigrationReader.read(folder, "auto");
    }
}
