package io.schemaproof.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What a JVM that is asked to end would leave behind. */
    private static final Set<TemporaryFolder> OPEN = ConcurrentHashMap.newKeySet();

    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(TemporaryFolder::closeAll, "schemaproof-temporary-folders"));
        } catch (IllegalStateException e) {
            ending = true;
        }
    }

    /**
     * Make one where the JVM keeps temporary files, and remove those of runs that were killed. It goes with the JVM at the latest.
     *
     * @throws IOException if none can be made, as where the JVM ends already
     */
    public static TemporaryFolder create() throws IOException {
        TemporaryFolder folder = new TemporaryFolder(
                Files.createTempDirectory(PREFIX + OwnerProcess.current().text() + "-", Folders.ownerOnlyFolder()));
        OPEN.add(folder);
        if (ending) {
            folder.close();
            throw new IOException("The JVM ends, and no temporary folder is made any more");
        }
        sweep(folder.path());
        return folder;
    }

    private static void closeAll() {
        ending = true;
        for (TemporaryFolder folder : OPEN) {
            try {
                folder.close();
            } catch (DatabaseException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
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
            OPEN.remove(this);
        } catch (IOException e) {
            throw new DatabaseException(
                    "The folder " + path + " may hold rows of a database and cannot be removed: " + e, e);
        }
    }
}
