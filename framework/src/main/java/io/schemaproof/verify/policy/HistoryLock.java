package io.schemaproof.verify.policy;

import io.schemaproof.base.AtomicFile;
import io.schemaproof.base.TextLines;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param ups by key of the migration, in order of application, with their checksums
 * @since 0.1
 */
public record HistoryLock(Path root, String convention, Map<String, UpComparison.Up> ups) {

    /** The name of the file. */
    public static final String FILE_NAME = "schemaproof.lock";

    private static final String HEAD =
            "# What was applied somewhere and stays as it is; written by schemaproof lock. Commit it.\n";

    public HistoryLock {
        // Their order is the history's.
        ups = Collections.unmodifiableMap(new LinkedHashMap<>(ups));
    }

    /** Lock the first migrations of a folder as they are now. */
    public static HistoryLock of(MigrationFolder folder, int count) {
        Map<String, UpComparison.Up> ups = UpComparison.ups(folder, HistoryLock::checksum);
        folder.migrations()
                .subList(count, folder.migrations().size())
                .forEach(later -> ups.remove(Changes.key(folder, later)));
        return new HistoryLock(folder.root(), folder.convention(), ups);
    }

    /**
     * Read the lock of a folder; empty where there is none.
     *
     * @throws MigrationException if it cannot be read, is none, or says two things of one migration
     */
    public static Optional<HistoryLock> read(Path root) {
        Path file = root.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String convention = "";
        Map<String, UpComparison.Up> ups = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] parts = line.split("\t", -1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean head = parts.length == 2 && parts[0].equals("convention");
            if (head) {
                convention = parts[1];
            } else if (parts.length > 1 && parts.length < 4 && parts[0].matches("[0-9a-f]{64}")) {
                // One that knows no versions takes a file of another name for the same.
                ups.put(parts[parts.length - 1], new UpComparison.Up(parts[0], parts.length == 2 ? "" : parts[1]));
            } else {
                throw new MigrationException(
                        file + " line " + number
                                + " is no checksum with a version and the name of a migration behind it. Restore the file, or write it anew with schemaproof lock --force.");
            }
            String subject = head ? "the convention" : parts[parts.length - 1];
            Integer former = numbers.put(subject, number);
            if (former != null) {
                throw new MigrationException(file + " lines " + former + " and " + number + " both speak of " + subject
                        + ", perhaps since two branches were merged. Take out the one that is not what was applied.");
            }
        }
        if (convention.isEmpty() || ups.isEmpty()) {
            throw new MigrationException(file + (convention.isEmpty() ? " names no convention" : " locks nothing")
                    + ", so it proves nothing. Write it anew with schemaproof lock --force, or remove it.");
        }
        return Optional.of(new HistoryLock(root, convention, ups));
    }

    private static List<String> lines(Path file) {
        try {
            return TextLines.of(file);
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
        if (ups.isEmpty()) {
            throw new MigrationException("There is nothing to lock in " + root
                    + ": only repeatable migrations, which are meant to be edited.");
        }
        StringBuilder text = new StringBuilder(HEAD)
                .append("convention\t")
                .append(convention)
                .append('\n');
        ups.forEach((key, up) -> text.append(up.print())
                .append('\t')
                .append(up.identity())
                .append('\t')
                .append(key)
                .append('\n'));
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
        UpComparison compared = UpComparison.of(UpComparison.ups(folder, HistoryLock::checksum), ups);
        return new Changes(
                FILE_NAME,
                compared.added(),
                compared.edited(),
                compared.removed(),
                Set.of(),
                Changes.moved(folder, List.copyOf(ups.keySet())));
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

    /** Of the up's text and of what it includes, whatever its line ends; a byte-order mark is taken off when it is read. */
    private static String checksum(Migration migration) {
        String text = UpText.of(migration).replace("\r\n", "\n");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
