package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Diesel: a folder per migration with {@code up.sql}, {@code down.sql} and perhaps {@code metadata.toml}. */
final class DieselSource implements MigrationSource {

    private static final Pattern FOLDER = Pattern.compile("[0-9][0-9-]*_[^/]*");
    private static final Logger LOG = LoggerFactory.getLogger(DieselSource.class);

    private static final Pattern IN_TRANSACTION = Pattern.compile("\\s*run_in_transaction\\s*=([^#]*)(?:#.*)?");

    @Override
    public String name() {
        return "diesel";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<String> files = folder.files().stream()
                .filter(file -> FOLDER.matcher(file.folder()).matches())
                .filter(file -> file.name().equals("up.sql") || file.name().equals("down.sql"))
                .map(SourceFile::path)
                .toList();
        return files.stream().anyMatch(file -> file.endsWith("/up.sql"))
                ? Optional.of(new SourceMatch(
                        SourceMatch.Strength.DIRECTORY_SHAPE, files, "up.sql and down.sql in a folder per migration"))
                : Optional.empty();
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        // Diesel compares versions as text: 10 comes before 9.
        UpDownPairs<String> pairs = new UpDownPairs<>(Comparator.naturalOrder(), version -> version);
        for (SourceFile file : folder.files()) {
            if (file.folder().isEmpty() || file.folder().contains("/")) {
                continue;
            }
            if (file.name().equals("up.sql")) {
                pairs.up(version(file.folder()), file);
            } else if (file.name().equals("down.sql")) {
                if (folder.file(file.folder() + "/up.sql").isPresent()) {
                    pairs.down(version(file.folder()), file);
                } else {
                    throw new MigrationException(
                            file.path()
                                    + " takes back a migration that does not exist: there is no up.sql beside it. Restore it, or remove the folder.");
                }
            }
        }
        for (SourceFile file : withoutUp(folder)) {
            pairs.up(version(file.folder()), file);
        }
        for (UpDownPairs.Pair<String> pair : pairs.sorted()) {
            if (!pair.up().name().equals("up.sql")) {
                result.add(notRunnable(pair.version(), pair.up()));
                continue;
            }
            ExecutionMode mode = mode(folder, pair.up().folder());
            Script up = pair.up().script(ScriptDialect.SERVER, mode);
            result.add(new Migration(
                    pair.version(),
                    Descriptions.ofUnderscored(words(pair.up().folder())),
                    up,
                    pair.down().map(file -> file.script(ScriptDialect.SERVER, mode)),
                    false,
                    up.text().isEmpty()
                            ? Optional.of(
                                    "up.sql is empty, which Diesel refuses to run; write at least a comment into it")
                            : Optional.empty()));
        }
        return result.build(file -> file.folder().isEmpty()
                ? "not in a folder of its own; Diesel runs only <version>_<name>/up.sql and down.sql"
                : file.folder().contains("/")
                        ? "in a sub-folder of a migration, where Diesel does not look"
                        : "Diesel runs only up.sql and down.sql of a migration's folder");
    }

    /** A file of each folder that is named like a migration and holds something else than SQL. */
    private static Collection<SourceFile> withoutUp(SourceFolder folder) {
        Map<String, SourceFile> found = new TreeMap<>();
        for (SourceFile file : folder.files()) {
            if (FOLDER.matcher(file.folder()).matches()
                    && folder.file(file.folder() + "/up.sql").isEmpty()) {
                found.putIfAbsent(file.folder(), file);
            }
        }
        return found.values();
    }

    private static Migration notRunnable(String version, SourceFile file) {
        return new Migration(
                version,
                Descriptions.ofUnderscored(words(file.folder())),
                file.script("", 1, ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION),
                Optional.empty(),
                false,
                Optional.of("has no up.sql"));
    }

    private static String version(String folder) {
        int underscore = folder.indexOf('_');
        return (underscore < 0 ? folder : folder.substring(0, underscore)).replace("-", "");
    }

    private static String words(String folder) {
        int underscore = folder.indexOf('_');
        return underscore < 0 ? "" : folder.substring(underscore + 1);
    }

    /** A metadata.toml that says nothing about transactions also turns them off: the missing key is read as false. */
    private static ExecutionMode mode(SourceFolder folder, String migration) {
        Optional<SourceFile> metadata = folder.file(migration + "/metadata.toml");
        boolean transactional = metadata.isEmpty() || isTransactional(metadata.get());
        return transactional ? ExecutionMode.WHOLE_IN_TRANSACTION : ExecutionMode.WHOLE;
    }

    private static boolean isTransactional(SourceFile metadata) {
        Optional<String> value = metadata.text()
                .lines()
                .takeWhile(line -> !line.strip().startsWith("["))
                .map(IN_TRANSACTION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip())
                .findFirst();
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            LOG.warn(
                    "{} says run_in_transaction = {}, which is neither true nor false. Diesel passes over a file that it cannot read, and opens a transaction.",
                    metadata.path(),
                    value.get());
            return true;
        }
        return value.filter("true"::equals).isPresent();
    }
}
