package io.schemaproof.verify.policy;

import io.schemaproof.base.AtomicFile;
import io.schemaproof.configuration.ConfigurationParameters;
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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ups of a folder as they were when somebody accepted them, in a text file that is kept beside the tests: a line is a version, a digest
 * and a path. It tells without git what was edited, put in between or taken away since; ends of lines do not count.
 *
 * <p>The file is made, and new migrations are added to it, only where somebody asks for it with {@value
 * ConfigurationParameters#HISTORY_ACCEPT}; what it holds is never changed, so that an edited up cannot be accepted by the way.
 *
 * @since 0.1
 */
public final class HistoryFile {

    private static final String HEAD = """
            # The migrations as they were accepted: version, SHA-256 of the up, file. Schemaproof adds what is new, when asked with
            # -D%s=true, and changes nothing; take a line out by hand where that is meant.
            """.formatted(ConfigurationParameters.HISTORY_ACCEPT);

    private final Path file;

    private HistoryFile(Path file) {
        this.file = file;
    }

    /** Name the file; it need not be there. */
    public static HistoryFile at(Path file) {
        return new HistoryFile(file);
    }

    private record Entry(String version, String digest) {}

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Compare a folder with what was accepted.
     *
     * @throws MigrationException if the file is not there, cannot be read, or a line is none of its own
     */
    public Changes changes(MigrationFolder folder) {
        if (!exists()) {
            throw new MigrationException("There is no " + file + ", so nobody knows what was accepted. Run once with -D"
                    + ConfigurationParameters.HISTORY_ACCEPT
                    + "=true to write down what is there today, and commit the file.");
        }
        Map<String, Entry> accepted = read();
        Map<String, Entry> now = now(folder);
        Set<String> added = new TreeSet<>();
        Set<String> edited = new TreeSet<>();
        now.forEach((path, entry) -> {
            Optional<Entry> before = Optional.ofNullable(accepted.get(path)).or(() -> renamed(entry, accepted, now));
            if (before.isEmpty()) {
                added.add(path);
            } else if (!before.get().digest().equals(entry.digest())) {
                edited.add(path);
            }
        });
        Set<String> versions = now.values().stream().map(Entry::version).collect(Collectors.toSet());
        Set<String> removed = accepted.entrySet().stream()
                .filter(entry -> !now.containsKey(entry.getKey())
                        && !versions.contains(entry.getValue().version()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Changes(file.toString(), added, edited, removed);
    }

    /** A file of another name is the same migration where its version was there under a name that is gone. */
    private static Optional<Entry> renamed(Entry entry, Map<String, Entry> accepted, Map<String, Entry> now) {
        return accepted.entrySet().stream()
                .filter(other -> other.getValue().version().equals(entry.version()) && !now.containsKey(other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Add the migrations that it does not hold; what it holds stays.
     *
     * @throws MigrationException if it cannot be read or written
     */
    public void accept(MigrationFolder folder) {
        Map<String, Entry> entries = exists() ? read() : new LinkedHashMap<>();
        Set<String> added = exists() ? changes(folder).added() : now(folder).keySet();
        now(folder).forEach((path, entry) -> {
            if (added.contains(path)) {
                entries.put(path, entry);
            }
        });
        StringBuilder text = new StringBuilder(HEAD);
        entries.forEach((path, entry) -> text.append(entry.version())
                .append(' ')
                .append(entry.digest())
                .append(' ')
                .append(path)
                .append('\n'));
        try {
            AtomicFile.write(file, text.toString());
        } catch (IOException e) {
            throw new MigrationException("The history " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Map<String, Entry> read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MigrationException("The history " + file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            if (!lines.get(line).isBlank() && !lines.get(line).startsWith("#")) {
                String[] parts = lines.get(line).strip().split(" ", 3);
                if (parts.length != 3 || !parts[1].matches("[0-9a-f]{64}")) {
                    throw new MigrationException(
                            file + ":" + (line + 1)
                                    + ": this is no line 'VERSION SHA-256 FILE'. Take it out, or bring back the file of the last commit.");
                }
                entries.put(parts[2], new Entry(parts[0], parts[1]));
            }
        }
        return entries;
    }

    /** By path; a file of some tools holds several migrations. Repeatable ones are meant to be edited. */
    private static Map<String, Entry> now(MigrationFolder folder) {
        Map<String, List<Migration>> byPath = new LinkedHashMap<>();
        for (Migration migration : folder.migrations()) {
            if (!migration.repeatable()) {
                byPath.computeIfAbsent(migration.up().path(), key -> new ArrayList<>())
                        .add(migration);
            }
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        byPath.forEach((path, migrations) -> entries.put(
                path,
                new Entry(
                        migrations.get(0).version().replace(' ', '_'),
                        digest(migrations.stream()
                                .map(migration -> migration.up().text())
                                .collect(Collectors.joining("\0"))))));
        return entries;
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
