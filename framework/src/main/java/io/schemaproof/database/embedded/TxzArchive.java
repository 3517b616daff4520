package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpack a tar archive compressed with xz; the one class that needs the optional jars. */
final class TxzArchive {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private TxzArchive() {}

    /**
     * Unpack into an existing folder.
     *
     * @throws DatabaseException if a jar for it is missing; the message names its coordinates
     */
    static void unpack(InputStream archive, Path folder) throws IOException {
        try {
            unpackEntries(archive, folder);
        } catch (NoClassDefFoundError e) {
            String missing = String.valueOf(e.getMessage()).contains("tukaani")
                    ? "org.tukaani:xz:1.11"
                    : "org.apache.commons:commons-compress:1.28.0";
            throw new DatabaseException(
                    "Unpacking the PostgreSQL binaries needs " + missing + " on the test class path.", e);
        }
    }

    private static void unpackEntries(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive's entry " + entry.getName() + " leaves the folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    link(target, Path.of(entry.getLinkName()), folder);
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0
                            && !target.toFile().setExecutable(true, false)) {
                        throw new IOException(target + " cannot be made executable");
                    }
                }
            }
        }
    }

    private static void link(Path target, Path to, Path folder) throws IOException {
        if (!target.resolveSibling(to).normalize().startsWith(folder)) {
            throw new IOException("The archive's link " + target + " leaves the folder");
        }
        Files.createSymbolicLink(target, to);
    }
}
