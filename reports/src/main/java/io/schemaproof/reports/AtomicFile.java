package io.schemaproof.reports;

import io.schemaproof.verify.ReportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that whoever reads it sees the old one or the new one, never a part. */
final class AtomicFile {

    private AtomicFile() {}

    static void write(Path target, byte[] content) {
        try {
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
        } catch (IOException e) {
            throw new ReportException("Cannot write the report " + target + ": " + reason(e), e);
        }
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

    /** Says in words what the JDK leaves to the class name of the exception. */
    static String reason(IOException e) {
        String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
        if (e instanceof AccessDeniedException) {
            return "no permission to write " + file + ".";
        }
        if (e instanceof NoSuchFileException) {
            return file + " does not exist.";
        }
        if (e instanceof FileAlreadyExistsException) {
            return file + " is a file where a folder is needed.";
        }
        String text = e.getMessage();
        return text == null ? e.toString() : text;
    }
}
