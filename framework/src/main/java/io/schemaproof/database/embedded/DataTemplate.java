package io.schemaproof.database.embedded;

import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Folders;
import io.schemaproof.database.ServerTuning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An initialised data directory in the cache: initdb takes longer than all the rest of a start, so it runs once per version
 * and settings.
 */
final class DataTemplate {

    private static final Logger LOG = LoggerFactory.getLogger(DataTemplate.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What the data directory depends on; a change makes another template. */
    private static final List<String> OPTIONS =
            List.of("--no-sync", "--encoding=UTF8", "--username=postgres", "--auth=password");

    /**
     * Files beside those of tables, which say where there is room and which pages need no look. Without them the server looks, and makes
     * them anew where they are worth it; with them each copy of a database is a third more files, and files are what a copy costs.
     */
    private static final Pattern FORK = Pattern.compile("\\d+_(?:fsm|vm)");

    private final Programs programs;
    private final PrivilegeDrop drop;
    private final Path image;

    DataTemplate(Programs programs, PrivilegeDrop drop, Path cache) {
        this.programs = programs;
        this.drop = drop;
        CRC32C hash = new CRC32C();
        // The user, because a template holds a password and is closed to others.
        hash.update((OPTIONS + settings() + FORK + System.getProperty("user.name")).getBytes(StandardCharsets.UTF_8));
        this.image =
                cache.resolve("templates").resolve(programs.key() + "-" + Long.toHexString(hash.getValue()) + ".image");
    }

    private static String settings() {
        StringBuilder text = new StringBuilder("\n");
        for (Map.Entry<String, String> setting : ServerTuning.settings(1024).entrySet()) {
            text.append(setting.getKey())
                    .append(" = '")
                    .append(setting.getValue())
                    .append("'\n");
        }
        return text.append("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n")
                .toString();
    }

    /** The password of role {@code postgres} in the template; each server gets its own before anybody uses it. */
    String password() throws IOException {
        return Files.readString(passwordFile());
    }

    private Path passwordFile() {
        return image.resolveSibling(image.getFileName() + ".password");
    }

    /**
     * Make a data directory.
     *
     * @param data a folder that is not there yet, in one that is closed to others
     * @param root where initdb may work, if it has to
     */
    void copyTo(Path data, ServerFolder root) throws IOException {
        if (!Files.exists(image) || !Files.exists(passwordFile())) {
            make(root, false);
        }
        try {
            DataImage.unpack(image, data);
        } catch (IOException e) {
            Folders.delete(data);
            LOG.warn("The initialised data directory in the cache cannot be used; making it again: {}", e.getMessage());
            make(root, true);
            DataImage.unpack(image, data);
        }
    }

    private void make(ServerFolder root, boolean again) {
        FolderLock.holding(image.resolveSibling(image.getFileName() + ".lock"), () -> {
            if (again) {
                Files.deleteIfExists(image);
            }
            if (!Files.exists(image) || !Files.exists(passwordFile())) {
                initialise(root);
            }
            return image;
        });
    }

    private void initialise(ServerFolder root) throws IOException {
        LOG.info("Initialising a data directory for PostgreSQL {}, kept in {}", programs.version(), image);
        Path data = root.path().resolve("initdb");
        Path passwordFile = root.path().resolve("password");
        String password = newPassword();
        Path unfinished = image.resolveSibling(image.getFileName() + ".unfinished");
        try {
            Files.createFile(passwordFile, Folders.ownerOnlyFile());
            Files.writeString(passwordFile, password);
            drop.handOver(root.path());
            initdb(data, passwordFile);
            Files.writeString(data.resolve("postgresql.conf"), settings(), StandardOpenOption.APPEND);
            Files.deleteIfExists(unfinished);
            removeForks(data);
            DataImage.pack(data, unfinished);
            Files.deleteIfExists(passwordFile());
            Files.move(passwordFile, passwordFile());
            Files.move(unfinished, image, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(data);
            Files.deleteIfExists(passwordFile);
            Files.deleteIfExists(unfinished);
        }
    }

    private static void removeForks(Path data) throws IOException {
        List<Path> forks;
        try (Stream<Path> files = Files.walk(data)) {
            forks = files.filter(file ->
                            FORK.matcher(String.valueOf(file.getFileName())).matches())
                    .toList();
        }
        for (Path fork : forks) {
            Files.delete(fork);
        }
    }

    private void initdb(Path data, Path passwordFile) throws IOException {
        Command.Outcome outcome = initdb(data, passwordFile, "C.UTF-8");
        if (!outcome.succeeded() && outcome.output().contains("locale")) {
            Folders.delete(data);
            outcome = initdb(data, passwordFile, "C");
        }
        if (!outcome.succeeded()) {
            throw new DatabaseException("initdb of PostgreSQL " + programs.version() + " failed with status "
                    + outcome.status() + ". It said:\n" + outcome.output());
        }
    }

    private Command.Outcome initdb(Path data, Path passwordFile, String locale) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(programs.program("initdb").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("--locale=" + locale, "--pwfile=" + passwordFile, "--pgdata=" + data));
        return Command.run(drop.command(command), PATIENCE, builder -> {
            builder.directory(Objects.requireNonNull(data.getParent()).toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
        });
    }

    static String newPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
