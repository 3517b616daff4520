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
    private static final int END_OF_TAR = 1024;

    /** As {@code pg_dump --format} knows it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Find out what a file or folder is by its first bytes, as {@code pg_restore} does.
     *
     * @throws BackupException if it is not there, is compressed as a whole, a folder without a table of contents, or a tar file
     *     without its end
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
        if (startsWith(head, CONTENTS)) {
            requireEndOfTar(dump);
            return TAR;
        }
        return PLAIN;
    }

    /** Of one that was cut off, pg_restore looks for the rest without end. */
    private static void requireEndOfTar(Path dump) {
        byte[] end;
        try (InputStream in = Files.newInputStream(dump)) {
            in.skipNBytes(Math.max(0, Files.size(dump) - END_OF_TAR));
            end = in.readAllBytes();
        } catch (IOException e) {
            throw new BackupException("The dump " + dump + " cannot be read: " + e, e);
        }
        if (!Arrays.equals(end, new byte[END_OF_TAR])) {
            throw new BackupException(
                    "The dump " + dump + " ends before its end: the two empty blocks that a tar file ends with"
                            + " are missing. Whoever wrote or copied it has stopped half way. Write it, or copy it, again.");
        }
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }
}
