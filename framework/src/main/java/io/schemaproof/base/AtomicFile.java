package io.schemaproof.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Write a file so that whoever reads it sees the old one or the new one, never a part.
 *
 * @since 0.1
 */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Write, over what was there; missing folders are made.
     *
     * @throws IOException if it cannot be written or is a folder
     */
    public static void write(Path target, byte[] content) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder. Name a file.");
        }
        // A link stays a link; its file is replaced.
        Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // Moving over /dev/stdout or a pipe would replace the device.
            Files.write(file, content);
        } else {
            replace(file, content);
        }
    }

    /**
     * Write text as UTF-8.
     *
     * @throws IOException if it cannot be written, is a folder, or the text holds half a character
     */
    public static void write(Path target, String text) throws IOException {
        // Not getBytes, which would write a question mark for what it cannot encode.
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] content = new byte[encoded.remaining()];
        encoded.get(content);
        write(target, content);
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException("it has no parent folder");
        }
        Files.createDirectories(folder);
        // Not createTempFile, whose files only their owner may read.
        Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
