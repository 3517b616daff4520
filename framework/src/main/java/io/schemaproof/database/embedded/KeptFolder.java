package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Folders;
import io.schemaproof.database.KeptState;
import io.schemaproof.database.OwnerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a server that outlives JVMs. In it stand who uses the server now, each in a file of its own that names the
 * process, and how to connect.
 *
 * @param server the server's own files
 */
record KeptFolder(ServerFolder server) {

    static final String PREFIX = "schemaproof-kept-";

    private static final Pattern USER = Pattern.compile("(\\d+-\\d+-[0-9a-f]{8})\\.(alone|together)\\.\\d+");
    private static final AtomicLong NUMBER = new AtomicLong();

    /**
     * A JVM that uses the server.
     *
     * @param alone whether nobody else may
     * @param databases what the names of its databases begin with
     */
    record User(Path file, OwnerProcess process, boolean alone, String databases) {}

    /**
     * Those of a user of the system in a folder.
     *
     * @param key of the servers that are meant; empty text for all
     * @param owners whose folders are looked at
     */
    static List<KeptFolder> find(Path root, String key, Set<String> owners) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(path -> path.getFileName().toString().startsWith(PREFIX + key)
                            && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            && isOf(path, owners))
                    .sorted()
                    .map(path -> new KeptFolder(new ServerFolder(path)))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Another user's may be a trap. */
    private static boolean isOf(Path file, Set<String> owners) {
        try {
            return owners.contains(
                    Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * How to connect.
     *
     * @param owner who must have written it: the folder may belong to the user who runs the server
     */
    Optional<KeptFacts> facts(String owner) {
        return isOf(KeptFacts.file(path()), Set.of(owner)) ? KeptFacts.read(path()) : Optional.empty();
    }

    private Path path() {
        return server.path();
    }

    /** Whether the server runs and its watcher has not given it up. */
    boolean isOpen() {
        return Files.exists(path().resolve("open"))
                && !Files.exists(path().resolve("stop"))
                && !Files.exists(server.exitFile())
                && server.server()
                        .filter(ProcessHandle::isAlive)
                        .filter(server::runsHere)
                        .isPresent();
    }

    /** Say that it may be found. */
    void open() throws IOException {
        Files.writeString(path().resolve("open"), "");
    }

    /** Say that this JVM uses it. */
    Path enter(boolean alone) {
        try {
            Path users = Files.createDirectories(path().resolve("users"), Folders.ownerOnlyFolder());
            Path file = users.resolve(
                    OwnerProcess.current().text() + (alone ? ".alone." : ".together.") + NUMBER.incrementAndGet());
            Path unfinished = path().resolve("user.new");
            Files.writeString(unfinished, KeptState.prefix());
            return Files.move(unfinished, file);
        } catch (IOException e) {
            throw new DatabaseException("The folder " + path() + " of a kept server cannot be written: " + e, e);
        }
    }

    /** Say that it does not any more. */
    static void leave(Path user) {
        try {
            Files.deleteIfExists(user);
        } catch (IOException e) {
            // Of a process that is gone it counts for nothing.
        }
    }

    /** Who uses it now. Files of those that are gone are removed. */
    List<User> users() {
        List<User> users = new ArrayList<>();
        try (Stream<Path> files = Files.list(path().resolve("users"))) {
            for (Path file : files.toList()) {
                Matcher matcher = USER.matcher(file.getFileName().toString());
                if (!matcher.matches()) {
                    continue;
                }
                OwnerProcess process = OwnerProcess.parse(matcher.group(1)).orElseThrow();
                if (process.isGone()) {
                    leave(file);
                } else {
                    users.add(new User(
                            file,
                            process,
                            matcher.group(2).equals("alone"),
                            Files.readString(file, StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            // None has come yet, or the folder is going.
            return List.copyOf(users);
        }
        return List.copyOf(users);
    }

    /** Note that a template was used now. */
    void touch(String template) {
        try {
            Path file = Files.createDirectories(path().resolve("templates"), Folders.ownerOnlyFolder())
                    .resolve(template);
            Files.deleteIfExists(file);
            Files.createFile(file);
        } catch (IOException e) {
            throw new DatabaseException("The folder " + path() + " of a kept server cannot be written: " + e, e);
        }
    }

    /** The templates that were used last; the others are forgotten. */
    List<String> newest(int most) {
        try (Stream<Path> files = Files.list(path().resolve("templates"))) {
            Map<Path, FileTime> used = new TreeMap<>();
            for (Path file : files.toList()) {
                used.put(file, Files.getLastModifiedTime(file));
            }
            List<Path> all = used.entrySet().stream()
                    .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
                    .map(Map.Entry::getKey)
                    .toList();
            for (Path file : all.subList(Math.min(most, all.size()), all.size())) {
                Files.deleteIfExists(file);
            }
            return all.stream()
                    .limit(most)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** End the server, whoever uses it, and remove all of it; who watches it goes within a second. */
    void discard() {
        try {
            if (Files.isDirectory(path())) {
                Files.writeString(path().resolve("stop"), "");
                server.discard();
            }
        } catch (IOException e) {
            if (Files.exists(path())) {
                throw new DatabaseException("The kept server in " + path() + " cannot be removed: " + e, e);
            }
        }
    }

    /** The process that ends the server when nobody uses it. */
    Optional<ProcessHandle> watcher() {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(path().resolve("watcher")).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
