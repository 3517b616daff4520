package io.schemaproof.migration.liquibase;

import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationFolder.IgnoredFile;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.SourceFile;
import io.schemaproof.migration.source.SourceFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import liquibase.ChecksumVersion;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;

/** Lists the changesets of a folder, each a migration. */
final class ChangelogReader {

    private static final LiquibaseLibrary LIBRARY = new LiquibaseLibrary();

    private static final Pattern CHANGELOG = Pattern.compile("(?i).*\\.(xml|ya?ml|json)");
    private static final Pattern MAIN = Pattern.compile("(?i).*(master|root|main).*");

    private final SourceFolder folder;

    ChangelogReader(SourceFolder folder) {
        this.folder = folder;
    }

    MigrationFolder read() {
        LiquibaseSettings settings = LiquibaseSettings.of(folder.root());
        String path = settings.changelog().orElseGet(this::main);
        try {
            return Changelog.within(folder.root(), files -> {
                Database database = new PostgresDatabase();
                return read(path, Changelog.parse(path, settings, database, files), database);
            });
        } catch (MigrationException e) {
            throw e;
        } catch (Exception e) {
            throw new MigrationException(
                    "Liquibase cannot read " + path + " in " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    private MigrationFolder read(String path, Changelog changelog, Database database) {
        List<Migration> migrations = new ArrayList<>();
        List<IgnoredFile> ignored = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        Set<String> keys = new HashSet<>();
        used.add(path);
        for (ChangeSet changeSet : changelog.log().getChangeSets()) {
            for (DatabaseChangeLog log = changeSet.getChangeLog(); log != null; log = log.getParentChangeLog()) {
                used.add(ChangelogFiles.relative(folder.root(), log.getPhysicalFilePath()));
            }
            files(changeSet).forEach(used::add);
            if (!keys.add(Changelog.key(changeSet))) {
                throw new MigrationException("The changeset " + Changelog.key(changeSet)
                        + " is there twice, and Liquibase refuses it. Give one of them another id.");
            }
            Optional<String> reason = changelog.leftOut(changeSet, database);
            if (reason.isPresent()) {
                ignored.add(new IgnoredFile(Changelog.key(changeSet), reason.get()));
            } else {
                migrations.add(migration(path, changeSet, database, isElsewhere(changelog, changeSet)));
            }
        }
        if (migrations.isEmpty()) {
            throw new MigrationException(
                    path + " in " + folder.root() + " holds no changeset that is run on PostgreSQL.");
        }
        used.addAll(changelog.read());
        folder.files().stream()
                .filter(file -> file.isSql() || isChangelog(file))
                .map(SourceFile::path)
                .filter(file -> !used.contains(file))
                .forEach(file -> ignored.add(new IgnoredFile(file, path + " does not include it")));
        return new MigrationFolder(
                folder.root(),
                LiquibaseLibrarySource.NAME,
                migrations,
                ignored,
                Optional.of(LibraryStep.script(LIBRARY, "init", path, folder.root(), path, 1, "")));
    }

    /** Another file may have the same author and id, so that only the path tells them apart. */
    private static boolean isElsewhere(Changelog changelog, ChangeSet changeSet) {
        return changelog.log().getChangeSets().stream()
                .anyMatch(other -> version(other).equals(version(changeSet))
                        && !Objects.equals(other.getFilePath(), changeSet.getFilePath()));
    }

    private static String version(ChangeSet changeSet) {
        return changeSet.getAuthor() + ":" + changeSet.getId();
    }

    /** Files that a change reads when it is run, such as those of {@code sqlFile} and {@code loadData}. */
    private Stream<String> files(ChangeSet changeSet) {
        String own = ChangelogFiles.relative(
                folder.root(), String.valueOf(changeSet.getChangeLog().getPhysicalFilePath()));
        String below = own.contains("/") ? own.substring(0, own.lastIndexOf('/') + 1) : "";
        return Stream.concat(changeSet.getChanges().stream(), changeSet.getRollback().getChanges().stream())
                .flatMap(change -> Stream.of("path", "file")
                        .filter(change.getSerializableFields()::contains)
                        .map(change::getSerializableFieldValue))
                .filter(Objects::nonNull)
                .flatMap(named -> Stream.of(
                        ChangelogFiles.relative(folder.root(), named.toString()),
                        Path.of(below + named).normalize().toString().replace('\\', '/')));
    }

    private Migration migration(String main, ChangeSet changeSet, Database database, boolean elsewhere) {
        return new Migration(
                version(changeSet),
                elsewhere
                        ? ChangelogFiles.relative(
                                folder.root(),
                                String.valueOf(changeSet.getChangeLog().getPhysicalFilePath()))
                        : "",
                script("update", main, changeSet),
                changeSet.supportsRollback(database)
                        ? Optional.of(script("rollback", main, changeSet))
                        : Optional.empty(),
                changeSet.isAlwaysRun() || changeSet.isRunOnChange(),
                Optional.empty());
    }

    private Script script(String verb, String main, ChangeSet changeSet) {
        String path = ChangelogFiles.relative(
                folder.root(), String.valueOf(changeSet.getChangeLog().getPhysicalFilePath()));
        String content = "changelog " + main + "\nchecksum " + changeSet.generateCheckSum(ChecksumVersion.latest())
                + "\n" + changeSet.getDescription() + "\n";
        return LibraryStep.script(
                LIBRARY, verb, Changelog.key(changeSet), folder.root(), path, line(path, changeSet.getId()), content);
    }

    /** Where the file names it. */
    private int line(String path, String id) {
        Optional<List<String>> lines =
                folder.file(path).map(file -> file.text().lines().toList());
        Pattern named = Pattern.compile("(?i)\\bid\\b\\W{1,8}" + Pattern.quote(id) + "(?!\\w).*|--\\s*changeset\\s.*:"
                + Pattern.quote(id) + "(?!\\w).*");
        for (int i = 0; i < lines.map(List::size).orElse(0); i++) {
            if (named.matcher(lines.get().get(i)).find()) {
                return i + 1;
            }
        }
        return 1;
    }

    private static boolean isChangelog(SourceFile file) {
        return CHANGELOG.matcher(file.name()).matches() && file.text().contains("databaseChangeLog");
    }

    /** The one changelog, or the one that is named as if it included the others. */
    private String main() {
        List<String> all = folder.files().stream()
                .filter(ChangelogReader::isChangelog)
                .map(SourceFile::path)
                .toList();
        List<String> named = all.stream()
                .filter(path -> MAIN.matcher(
                                path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
                        .matches())
                .toList();
        List<String> found = all.size() == 1 ? all : named;
        if (found.size() != 1) {
            throw new MigrationException((all.isEmpty()
                            ? "There is no changelog in XML, YAML or JSON in "
                            : "It is not clear which changelog to begin with in ")
                    + folder.root()
                    + (all.isEmpty() ? "" : " (" + all.stream().limit(5).collect(Collectors.joining(", ")) + ")")
                    + ". Name it in " + LiquibaseSettings.FILE + " there: changelogFile=…");
        }
        return found.get(0);
    }
}
