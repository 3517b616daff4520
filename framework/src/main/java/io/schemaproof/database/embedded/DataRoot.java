package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerRequest;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which data directories are made.
 *
 * @param folder the folder
 * @param reason why this one, for the log
 * @param room usable bytes
 */
record DataRoot(Path folder, String reason, long room) {

    /** Less would be full after a few databases of some size; a container's default is 64 MB. */
    static final long MINIMUM_IN_MEMORY = 2L << 30;

    private static final Path MEMORY = Path.of("/dev/shm");

    static DataRoot of(ServerRequest request) {
        if (request.directory().isPresent()) {
            Path folder = request.directory().get().toAbsolutePath();
            try {
                Files.createDirectories(folder);
                return new DataRoot(
                        folder, "as asked for", Files.getFileStore(folder).getUsableSpace());
            } catch (IOException e) {
                throw new DatabaseException(
                        "The directory for data, " + folder + ", cannot be used: " + e
                                + ". Set schemaproof.database.directory to another one.",
                        e);
            }
        }
        return ofSystem(MEMORY, Path.of(System.getProperty("java.io.tmpdir")), MINIMUM_IN_MEMORY);
    }

    static DataRoot ofSystem(Path memory, Path otherwise, long minimum) {
        try {
            if (Files.isDirectory(memory) && Files.isWritable(memory)) {
                FileStore store = Files.getFileStore(memory);
                long room = store.getUsableSpace();
                if (store.type().equals("tmpfs") && room >= minimum) {
                    return new DataRoot(memory, "in memory", room);
                }
            }
            Path folder = otherwise.toAbsolutePath();
            return new DataRoot(
                    folder,
                    "no memory file system with " + (minimum >> 20) + " MB free",
                    Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            throw new DatabaseException("No folder for data can be found: " + e, e);
        }
    }

    /** The write-ahead log may take an eighth of the room, between 64 MB and 2 GB. */
    long maxWalSizeMegabytes() {
        return Math.max(64, Math.min(2048, (room >> 20) / 8));
    }
}
