package io.schemaproof.reports;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written. */
final class WriteFailure {

    private WriteFailure() {}

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
