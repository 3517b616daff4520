package io.schemaproof.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for files that others must not see and that must not stay: rows of somebody's database. Its name tells its owner, so
 * that a later run removes what a killed one has left.
 *
 * @since 0.1
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String PREFIX = "schemaproof-files-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+-\\d+-[0-9a-f]{8})-\\d+");

    /**
     * Make one where the JVM keeps temporary files, and remove those of runs that were killed.
     *
     * @throws IOException if none can be made
     */
    public static TemporaryFolder create() throws IOException {
        Path path = Files.createTempDirectory(PREFIX + OwnerProcess.current().text() + "-", Folders.ownerOnlyFolder());
        sweep(path);
        return new TemporaryFolder(path);
    }

    private static void sweep(Path neighbour) {
        try {
            Set<String> users = Set.of(Files.getOwner(neighbour).getName());
            for (Path left : new AbandonedFolders(neighbour.resolveSibling(""), NAME, users).find()) {
                Folders.delete(left);
                LOG.info("Removed {}, left by a run that was killed", left);
            }
        } catch (IOException e) {
            LOG.debug("What killed runs have left beside {} stays: {}", neighbour, e.getMessage());
        }
    }

    /** A file in it; it is not made. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Remove it with all that is in it.
     *
     * @throws DatabaseException if that cannot be done
     */
    @Override
    public void close() {
        try {
            Folders.delete(path);
        } catch (IOException e) {
            throw new DatabaseException(
                    "The folder " + path + " may hold rows of a database and cannot be removed: " + e, e);
        }
    }
}
