package io.schemaproof.verify.policy;

import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at what a folder will be when a branch is merged: two branches that each add a migration conflict in no file, and only one of
 * the two orders was ever tried.
 */
final class MergePreview {

    private final Git git;
    private final MigrationFolder here;
    private final Changes changes;

    MergePreview(Git git, MigrationFolder here, Changes changes) {
        this.git = git;
        this.here = here;
        this.changes = changes;
    }

    /**
     * Compare with what a commit has.
     *
     * @param base the files that the branch began with
     */
    Changes.Upstream of(String commit, Set<String> base) {
        List<Migration> fresh = here.migrations().stream()
                .filter(migration -> !migration.repeatable() && changes.isAdded(here, migration))
                .toList();
        Set<String> theirs = git.files(commit);
        theirs.removeAll(base);
        // What was taken over as it is stands in nobody's way.
        theirs.removeIf(name -> git.isSame(commit, name));
        if (fresh.isEmpty() || theirs.isEmpty()) {
            return Changes.Upstream.NOTHING;
        }
        // A tool that goes by more than the version takes both.
        Optional<MigrationFolder> merged = merged(commit, theirs);
        Map<String, String> taken = merged.isPresent() ? Map.of() : taken(commit, theirs, fresh);
        if (!taken.isEmpty()) {
            theirs.removeAll(taken.values());
            merged = merged(commit, theirs);
        }
        // Where the two cannot be read as one, a list of them is edited on both sides, and git says so.
        return new Changes.Upstream(
                merged.map(folder -> behind(folder, theirs, fresh)).orElse(Map.of()), taken);
    }

    private Map<String, String> taken(String commit, Set<String> theirs, List<Migration> fresh) {
        Map<String, String> versions = new LinkedHashMap<>();
        read(commit, git.files(commit), false)
                .ifPresent(there -> there.migrations().stream()
                        .filter(migration -> theirs.contains(migration.up().path()) && !migration.repeatable())
                        .forEach(migration -> versions.put(
                                comparable(migration), migration.up().path())));
        Map<String, String> taken = new LinkedHashMap<>();
        for (Migration migration : fresh) {
            String other = versions.get(comparable(migration));
            if (other != null) {
                taken.put(Changes.key(here, migration), other);
            }
        }
        return taken;
    }

    /** Tools that cannot have both of {@code 7} and {@code 07.0} take them for one. */
    private static String comparable(Migration migration) {
        return Identity.number(migration.version());
    }

    private Map<String, String> behind(MigrationFolder merged, Set<String> theirs, List<Migration> fresh) {
        Map<String, String> keys = new LinkedHashMap<>();
        fresh.forEach(migration ->
                keys.put(migration.up().path() + '\n' + migration.version(), Changes.key(here, migration)));
        Map<String, String> behind = new LinkedHashMap<>();
        Set<String> waiting = new TreeSet<>();
        for (Migration migration : merged.migrations()) {
            String path = migration.up().path();
            String key = keys.get(path + '\n' + migration.version());
            if (key != null) {
                waiting.add(key);
            } else if (theirs.contains(path) && !migration.repeatable()) {
                waiting.forEach(one -> behind.put(one, migration.displayName()));
            }
        }
        return behind;
    }

    private Optional<MigrationFolder> merged(String commit, Set<String> theirs) {
        return read(commit, theirs, true);
    }

    private Optional<MigrationFolder> read(String commit, Set<String> theirs, boolean withOurs) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            git.layOut(commit, theirs, folder);
            if (withOurs) {
                copyOurs(folder);
            }
            return Optional.of(MigrationReader.read(folder.path(), here.convention()));
        } catch (MigrationException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new MigrationException(
                    "What git knows of " + here.root() + " cannot be laid out (--since): " + e.getMessage(), e);
        }
    }

    private void copyOurs(TemporaryFolder folder) throws IOException {
        Set<String> names = git.names("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".");
        // What git ignores may be much; of it the migrations count.
        here.migrations().forEach(migration -> {
            names.add(migration.up().path());
            migration.down().ifPresent(down -> names.add(down.path()));
        });
        for (String name : names) {
            Path file = here.root().resolve(name);
            if (Files.isRegularFile(file)) {
                Path copy = folder.file(name);
                Files.createDirectories(copy.resolveSibling(""));
                Files.write(copy, Files.readAllBytes(file));
            }
        }
    }
}
