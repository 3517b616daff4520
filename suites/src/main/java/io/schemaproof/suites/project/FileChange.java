package io.schemaproof.suites.project;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What becomes of one file of a project.
 *
 * @param kind whether and how it is written
 * @param file the file
 * @param what half a sentence: what is put into it, or why it stays
 * @param text its whole text then; empty where it stays
 * @param charset how the text is written
 * @param excerpt what is new in it; what people have to put into it where that is for them to do
 * @since 0.1
 */
public record FileChange(Kind kind, Path file, String what, String text, Charset charset, String excerpt) {

    /** Whether and how a file is written. */
    public enum Kind {
        /** There was none. */
        WRITTEN,
        /** Text is put into it. */
        CHANGED,
        /** It has what it needs. */
        UNCHANGED,
        /** It needs something that only people can put into its right place. */
        BY_HAND
    }

    static FileChange written(Path file, String what, String text) {
        return new FileChange(Kind.WRITTEN, file, what, text, StandardCharsets.UTF_8, text);
    }

    static FileChange unchanged(Path file, String what) {
        return new FileChange(Kind.UNCHANGED, file, what, "", StandardCharsets.UTF_8, "");
    }

    static FileChange byHand(Path file, String what, String excerpt) {
        return new FileChange(Kind.BY_HAND, file, what, "", StandardCharsets.UTF_8, excerpt);
    }

    /** Whether it is written. */
    public boolean isWritten() {
        return kind == Kind.WRITTEN || kind == Kind.CHANGED;
    }

    /**
     * Write the file, if it is to be written.
     *
     * @throws ProjectException if it cannot be, or if a file has come to be where there was none
     */
    public void apply() {
        try {
            if (kind == Kind.WRITTEN) {
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                Files.writeString(file, text, charset, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } else if (kind == Kind.CHANGED) {
                Files.writeString(file, text, charset);
            }
        } catch (IOException e) {
            throw new ProjectException(file + " cannot be written: " + e, e);
        }
    }
}
