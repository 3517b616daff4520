package io.schemaproof.database.embedded;

import io.schemaproof.database.AbandonedFolders;
import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Folders;
import io.schemaproof.database.OwnerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one server, closed to others. Its name tells its owner, so that a later run can remove what a killed one
 * left.
 *
 * @param path {@code schemaproof-<owner>-<random>}
 */
record ServerFolder(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerFolder.class);
    private static final String PREFIX = "schemaproof-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+-\\d+-[0-9a-f]{8})-\\d+");

    static ServerFolder create(Path root) {
        try {
            return new ServerFolder(Files.createTempDirectory(
                    root, PREFIX + OwnerProcess.current().text() + "-", Folders.ownerOnlyFolder()));
        } catch (IOException e) {
            throw new DatabaseException(
                    "No folder for data can be made in " + root + ": " + e
                            + ". Set schemaproof.database.directory to another one.",
                    e);
        }
    }

    /** Make one that outlives this JVM; sweepers leave it alone. */
    static ServerFolder createKept(Path root, String prefix) throws IOException {
        return new ServerFolder(Files.createTempDirectory(root, prefix, Folders.ownerOnlyFolder()));
    }

    Path data() {
        return path.resolve("data");
    }

    Path logFile() {
        return path.resolve("server.log");
    }

    /** Written by the supervisor when the server has ended; holds its status. */
    Path exitFile() {
        return path.resolve("exit");
    }

    String log() {
        try {
            return Files.readString(logFile(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The lines of the server's own file of facts; empty before it is written. */
    List<String> pidFile() {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }

    Optional<ProcessHandle> server() {
        List<String> lines = pidFile();
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** End a server whose supervisor is gone, if there is one, and remove the folder. */
    void discard() throws IOException {
        server().filter(this::runsHere).ifPresent(process -> {
            try {
                Command.run(List.of("kill", "-QUIT", String.valueOf(process.pid())), Duration.ofSeconds(5));
            } catch (IOException e) {
                process.destroy();
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (process.isAlive() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
            process.destroyForcibly();
        });
        Folders.delete(path);
    }

    /** A recycled process id must not cost another program its life. */
    boolean runsHere(ProcessHandle process) {
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(data().toString()))
                .orElse(false);
    }

    /** Remove the folders of owners that are gone; whatever cannot be told or removed stays. */
    void sweepNeighbours(PrivilegeDrop drop) {
        Path root = path.resolveSibling("");
        try {
            Set<String> users = new HashSet<>(Set.of(Files.getOwner(path).getName()));
            drop.user().ifPresent(users::add);
            for (Path folder : new AbandonedFolders(root, NAME, users).find()) {
                try {
                    new ServerFolder(folder).discard();
                    LOG.info("Removed {}, left by a run that was killed", folder);
                } catch (IOException e) {
                    LOG.debug("{} stays: {}", folder, e.getMessage());
                }
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be searched for leftovers: {}", root, e.getMessage());
        }
    }
}
