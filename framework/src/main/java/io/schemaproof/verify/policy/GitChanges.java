package io.schemaproof.verify.policy;

import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks git which files of a folder are other than they were when a branch began. */
public final class GitChanges {

    /** What was there, and what its ups were as long as their files could be read. */
    private record Former(MigrationFolder folder, Map<String, UpComparison.Up> ups) {}

    private final MigrationFolder migrations;
    private final String revision;
    private final Git git;

    private GitChanges(MigrationFolder migrations, String revision) {
        this.migrations = migrations;
        this.revision = revision;
        this.git = new Git(migrations.root(), revision);
    }

    /**
     * Files that were added or changed since the newest commit that a revision and the working tree have in common, committed or
     * not.
     *
     * @throws MigrationException if git cannot be asked or does not know the revision
     */
    public static Changes since(MigrationFolder migrations, String revision) {
        return new GitChanges(migrations, revision).compare();
    }

    private Changes compare() {
        // An option's place is taken by --end-of-options, so that no revision is one.
        String commit = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                .map(String::strip)
                .orElseThrow(() -> new MigrationException("git knows no revision '" + revision + "' in " + git.folder()
                        + " (--since). In CI, fetch enough of the history."));
        String base = git.run("merge-base", commit, "HEAD").map(String::strip).orElse(commit);
        Set<String> known = git.files(base);
        Set<String> added = git.names(
                "diff", "--name-only", "-z", "--relative", "--no-renames", "--diff-filter=d", base, "--", ".");
        added.addAll(git.names("ls-files", "-z", "--others", "--exclude-standard", "--", "."));
        Set<String> edited = new TreeSet<>(added);
        edited.retainAll(known);
        added.removeAll(known);
        Set<String> gone = git.names(
                "diff", "--name-only", "-z", "--relative", "--no-renames", "--diff-filter=D", base, "--", ".");
        Set<String> ups =
                migrations.migrations().stream().map(each -> each.up().path()).collect(Collectors.toSet());
        boolean upEdited = edited.stream().anyMatch(ups::contains)
                || (!edited.isEmpty() && migrations.migrations().stream().anyMatch(UpText::isSpread));
        boolean sqlGone = gone.stream().anyMatch(name -> name.endsWith(".sql"));
        Optional<Former> former =
                sqlGone ? Optional.of(former(base, known)) : upEdited ? formerIfAny(base, known) : Optional.empty();
        Set<String> same = new TreeSet<>();
        former.filter(there -> upEdited).ifPresent(there -> compareUps(there, added, edited, same));
        Changes own = new Changes(
                revision,
                added,
                edited,
                former.map(there -> removed(there.folder(), gone)).orElse(Set.of()),
                same);
        return commit.equals(base) ? own : own.with(new MergePreview(git, migrations, own).of(commit, known));
    }

    /** A file may hold a down too, or several migrations; which of its ups is other, their texts say. */
    private void compareUps(Former former, Set<String> added, Set<String> edited, Set<String> same) {
        UpComparison compared = UpComparison.of(UpComparison.ups(migrations, UpText::of), former.ups());
        // What an up includes may be edited, and the up's own file as it was.
        edited.addAll(compared.edited());
        for (Migration migration : migrations.migrations()) {
            if (migration.repeatable()) {
                continue;
            }
            String key = Changes.key(migrations, migration);
            if (!compared.edited().contains(key)) {
                same.add(key);
            }
            if (!compared.added().contains(key)) {
                added.remove(migration.up().path());
            }
        }
        added.addAll(compared.added());
    }

    /** The same where git's state can be read; else the files are compared as a whole. */
    private Optional<Former> formerIfAny(String base, Set<String> known) {
        try {
            return Optional.of(former(base, known));
        } catch (MigrationException e) {
            return Optional.empty();
        }
    }

    /** Those of the files that are gone whose ups no file has any more as their tool knows them. */
    private Set<String> removed(MigrationFolder former, Set<String> gone) {
        Set<String> there = migrations.migrations().stream()
                .map(migration -> Identity.of(migrations, migration))
                .collect(Collectors.toSet());
        return former.migrations().stream()
                .filter(migration -> !migration.repeatable()
                        && gone.contains(migration.up().path())
                        && !there.contains(Identity.of(former, migration)))
                .map(migration -> migration.up().path())
                .collect(Collectors.toSet());
    }

    /** The folder as git has it. */
    private Former former(String base, Set<String> known) {
        try (TemporaryFolder former = TemporaryFolder.create()) {
            git.layOut(base, known, former);
            MigrationFolder folder = MigrationReader.read(former.path(), migrations.convention());
            return new Former(folder, UpComparison.ups(folder, UpText::of));
        } catch (IOException e) {
            throw new MigrationException(
                    "What git knows of " + git.folder() + " cannot be laid out (--since): " + e.getMessage(), e);
        }
    }
}
