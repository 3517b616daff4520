package io.schemaproof.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The formats of {@code pg_dump}.
 *
 * @since 0.1
 */
public enum DumpFormat {
    /** A script for psql. */
    PLAIN,
    /** A compressed file for {@code pg_restore}. */
    CUSTOM,
    /** A folder for {@code pg_restore}. */
    DIRECTORY,
    /** A tar file for {@code pg_restore}. */
    TAR;

    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENTS = "toc.dat\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    /** As {@code pg_dump --format} knows it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Find out what a file or folder is by its first bytes, as {@code pg_restore} does.
     *
     * @throws BackupException if it is not there, is compressed as a whole, or a folder without a table of contents
     */
    public static DumpFormat of(Path dump) {
        if (Files.isDirectory(dump)) {
            if (Files.isRegularFile(dump.resolve("toc.dat"))) {
                return DIRECTORY;
            }
            throw new BackupException(dump + " is a folder and no dump: pg_dump --format=directory writes toc.dat into"
                    + " it, which is missing.");
        }
        if (!Files.exists(dump)) {
            throw new BackupException("There is no dump " + dump + ".");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(dump)) {
            head = in.readNBytes(CONTENTS.length);
        } catch (IOException e) {
            throw new BackupException("The dump " + dump + " cannot be read: " + e, e);
        }
        if (startsWith(head, GZIP)) {
            throw new BackupException("The dump " + dump + " is compressed. Unpack it first, with gunzip.");
        }
        if (startsWith(head, MAGIC)) {
            return CUSTOM;
        }
        return startsWith(head, CONTENTS) ? TAR : PLAIN;
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }
}
