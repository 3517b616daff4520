package io.schemaproof.assertions.contract;

import io.schemaproof.base.AtomicFile;
import io.schemaproof.catalog.CatalogException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keep a snapshot in a file of text that a review can read: an object a paragraph, a fact a line, in an order that depends
 * on the schema alone.
 *
 * @since 0.1
 */
public final class SnapshotFile {

    private SnapshotFile() {}

    /**
     * Write, over what was there; who reads meanwhile sees the old file or the new one, never a part.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, SchemaSnapshot snapshot) {
        try {
            AtomicFile.write(file, SnapshotWriter.text(snapshot));
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshot " + file + " cannot be written.", e);
        }
    }

    /** Whether a file begins as snapshots do; a broken one does, too. */
    public static boolean isOne(Path file) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
            String line = reader.readLine();
            while (line != null && line.startsWith("#")) {
                line = reader.readLine();
            }
            return line != null && line.startsWith("format ");
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read.", e);
        }
    }

    /**
     * Read.
     *
     * @throws UncheckedIOException if there is no such file
     * @throws CatalogException if it is no snapshot, with the line that is not understood
     */
    public static SchemaSnapshot read(Path file) {
        try {
            // Bytes that are no UTF-8 become the replacement character, which the parser finds with its line.
            return new SnapshotParser(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).parse();
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshot " + file + " cannot be read.", e);
        }
    }
}
