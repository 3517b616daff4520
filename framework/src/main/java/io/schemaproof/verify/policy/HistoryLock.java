package io.schemaproof.verify.policy;

import io.schemaproof.base.AtomicFile;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has been applied somewhere and must stay as it is: the file {@value #FILE_NAME} in the folder of the migrations, with a checksum of
 * each up. Repeatable migrations are meant to be edited and not in it; downs may be mended.
 *
 * <pre>{@code
 * MigrationFolder folder = MigrationReader.read(Path.of("db/migration"));
 * HistoryLock.of(folder, folder.migrations().size()).write();
 * }</pre>
 *
 * @param root the folder
 * @param convention of the migrations
 * @param checksums by key of the migration, in order of application
 * @since 0.1
 */
public record HistoryLock(Path root, String convention, Map<String, String> checksums) {

    /** The name of the file. */
    public static final String FILE_NAME = "schemaproof.lock";

    private static final String HEAD =
            "# What was applied somewhere and stays as it is; written by schemaproof lock. Commit it.\n";

    public HistoryLock {
        // Their order is the history's.
        checksums = Collections.unmodifiableMap(new LinkedHashMap<>(checksums));
    }

    /** Lock the first migrations of a folder as they are now. */
    public static HistoryLock of(MigrationFolder folder, int count) {
        Map<String, String> checksums = new LinkedHashMap<>();
        for (Migration migration : folder.migrations().subList(0, count)) {
            if (!migration.repeatable()) {
                checksums.put(Changes.key(folder, migration), checksum(migration));
            }
        }
        return new HistoryLock(folder.root(), folder.convention(), checksums);
    }

    /**
     * Read the lock of a folder; empty where there is none.
     *
     * @throws MigrationException if it cannot be read, or is none
     */
    public static Optional<HistoryLock> read(Path root) {
        Path file = root.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String convention = "";
        Map<String, String> checksums = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] parts = line.split("\t", -1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (parts.length == 2 && parts[0].equals("convention")) {
                convention = parts[1];
            } else if (parts.length == 2 && parts[0].matches("[0-9a-f]{64}")) {
                checksums.put(parts[1], parts[0]);
            } else {
                throw new MigrationException(
                        file + " line " + number
                                + " is no checksum with the name of a migration behind it. Restore the file, or write it anew with schemaproof lock --force.");
            }
        }
        if (convention.isEmpty() || checksums.isEmpty()) {
            throw new MigrationException(file + (convention.isEmpty() ? " names no convention" : " locks nothing")
                    + ", so it proves nothing. Write it anew with schemaproof lock, or remove it.");
        }
        return Optional.of(new HistoryLock(root, convention, checksums));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MigrationException(file + " cannot be read: " + e + ".", e);
        }
    }

    /**
     * Write it into its folder.
     *
     * @throws MigrationException if it cannot be written, or would lock nothing
     */
    public void write() {
        if (checksums.isEmpty()) {
            throw new MigrationException("There is nothing to lock in " + root
                    + ": only repeatable migrations, which are meant to be edited.");
        }
        StringBuilder text = new StringBuilder(HEAD)
                .append("convention\t")
                .append(convention)
                .append('\n');
        checksums.forEach((key, checksum) ->
                text.append(checksum).append('\t').append(key).append('\n'));
        try {
            AtomicFile.write(root.resolve(FILE_NAME), text.toString());
        } catch (IOException e) {
            throw new MigrationException(root.resolve(FILE_NAME) + " cannot be written: " + e + ".", e);
        }
    }

    /**
     * What has become of the migrations since.
     *
     * @throws MigrationException if the folder is read as another convention than the one that was locked
     */
    public Changes changes(MigrationFolder folder) {
        if (!folder.convention().equals(convention)) {
            throw new MigrationException(FILE_NAME + " was written for " + convention + ", and the folder is read as "
                    + folder.convention() + ". Say --format " + convention
                    + ", or write it anew with schemaproof lock --force.");
        }
        UpComparison compared = UpComparison.of(folder, checksums, HistoryLock::checksum);
        return new Changes(FILE_NAME, compared.added(), compared.edited(), compared.removed());
    }

    /** The new migrations that come before a locked one, so that they are late where that was applied. */
    public List<String> behind(MigrationFolder folder) {
        Changes changes = changes(folder);
        List<Migration> counted = folder.migrations().stream()
                .filter(migration -> !migration.repeatable())
                .toList();
        List<String> behind = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (Migration migration : counted) {
            if (changes.isAdded(folder, migration)) {
                waiting.add(Changes.key(folder, migration));
            } else {
                behind.addAll(waiting);
                waiting.clear();
            }
        }
        return behind;
    }

    /** The locked migrations that stand in another order now, where tools apply them as something lists them. */
    public List<String> moved(MigrationFolder folder) {
        List<String> now = folder.migrations().stream()
                .map(migration -> Changes.key(folder, migration))
                .filter(checksums::containsKey)
                .toList();
        List<String> then = checksums.keySet().stream().filter(now::contains).toList();
        List<String> moved = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(then.get(i))) {
                moved.add(now.get(i));
            }
        }
        return moved;
    }

    /** Of the up's text, whatever its line ends; a byte-order mark is taken off when it is read. */
    private static String checksum(Migration migration) {
        String text = migration.up().text().replace("\r\n", "\n");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
