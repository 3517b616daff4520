package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacked binaries.
 *
 * @param home the folder with {@code bin}, {@code lib} and {@code share}
 * @param version full version text
 * @param platform the platform they are for
 */
record Binaries(Path home, String version, Platform platform) {

    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);

    /** Written last; holds the size of everything, so that a damaged cache is noticed. */
    private static final String MARKER = ".complete";

    Path program(String name) {
        return programs().program(name);
    }

    /** The programs in it. */
    Programs programs() {
        String key = String.valueOf(home.getFileName());
        return new Programs(EmbeddedDatabaseProvider.NAME, home.resolve("bin"), version, key, platform.isWindows());
    }

    static Path home(Path cache, BinaryJar jar, Platform platform) {
        return cache.resolve("binaries").resolve(jar.version() + "-" + platform.classifier());
    }

    /** Use what is in the cache. */
    static Optional<Binaries> inCache(BinaryJar jar, Platform platform, Path cache) {
        return Optional.of(home(cache, jar, platform))
                .filter(Binaries::isWhole)
                .map(home -> new Binaries(home, jar.version(), platform));
    }

    /** Use what is in the cache, or put it there. */
    static Binaries unpacked(BinaryJar jar, Platform platform, Path cache) {
        Path home = home(cache, jar, platform);
        if (!isWhole(home)) {
            FolderLock.holding(cache.resolve("binaries").resolve(home.getFileName() + ".lock"), () -> {
                if (!isWhole(home)) {
                    unpack(jar, home);
                }
                return home;
            });
        }
        return new Binaries(home, jar.version(), platform);
    }

    /** Unpack beside the place and rename, so that nobody ever sees half of it. */
    private static void unpack(BinaryJar jar, Path home) throws IOException {
        if (Files.exists(home)) {
            LOG.warn("The PostgreSQL binaries in {} are damaged; unpacking them again", home);
            Folders.delete(home);
        }
        LOG.info("Unpacking PostgreSQL {} from {} into {}", jar.version(), jar.origin(), home);
        removeUnfinished(home);
        Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
        Files.createDirectories(unfinished);
        try (InputStream archive = jar.open()) {
            TxzArchive.unpack(archive, unfinished);
            Files.writeString(unfinished.resolve(MARKER), String.valueOf(size(unfinished)));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DatabaseException(
                    "PostgreSQL " + jar.version() + " from " + jar.archive()
                            + " could not be unpacked into " + home + ": " + e
                            + ". If the jar is damaged, delete it; Maven fetches it again.",
                    e);
        } finally {
            Folders.delete(unfinished);
        }
    }

    /** A killed process leaves its own; the lock says that nobody is at work on it. */
    private static void removeUnfinished(Path home) throws IOException {
        Folders.delete(home.resolveSibling(home.getFileName() + ".unfinished"));
    }

    private static boolean isWhole(Path home) {
        Path marker = home.resolve(MARKER);
        try {
            return Files.exists(marker)
                    && Files.readString(marker, StandardCharsets.UTF_8).equals(String.valueOf(size(home)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes in programs and libraries, where damage would otherwise show as a riddle. */
    private static long size(Path home) throws IOException {
        long sum = 0;
        for (String folder : List.of("bin", "lib")) {
            try (Stream<Path> files = Files.walk(home.resolve(folder))) {
                for (Path file : files.toList()) {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    sum += attributes.isRegularFile() ? attributes.size() + 1 : 0;
                }
            }
        }
        return sum;
    }
}
