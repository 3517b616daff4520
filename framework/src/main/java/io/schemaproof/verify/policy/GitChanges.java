package io.schemaproof.verify.policy;

import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks git which files of a folder are other than they were when a branch began. */
public final class GitChanges {

    /** What was there, and what its ups were as long as their files could be read. */
    private record Former(MigrationFolder folder, Map<String, UpComparison.Up> ups) {}

    /** Names of files of the folder. */
    private record Names(Set<String> added, Set<String> edited, Set<String> gone) {}

    private final MigrationFolder migrations;
    private final String revision;
    private final Git git;
    private final String commit;
    private final String base;

    /** As the folder was found in {@link #base}, perhaps at another place. */
    private final Git then;

    private final Set<String> known;

    private GitChanges(MigrationFolder migrations, String revision) {
        this.migrations = migrations;
        this.revision = revision;
        this.git = new Git(migrations.root(), revision);
        if (git.run("rev-parse", "--git-dir").isEmpty()) {
            throw new MigrationException(
                    git.folder()
                            + " lies in no repository of git, or in one that git does not trust (--since). Give the folder in its repository, or say --from VERSION.");
        }
        // An option's place is taken by --end-of-options, so that no revision is one.
        this.commit = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                .map(String::strip)
                .orElseThrow(() -> new MigrationException("git knows no revision '" + revision + "' in " + git.folder()
                        + " (--since). In CI, fetch enough of the history."));
        this.base = git.run("merge-base", commit, "HEAD")
                .map(String::strip)
                .orElseThrow(() -> new MigrationException("git knows no commit that '" + revision
                        + "' and the working tree of " + git.folder()
                        + " have in common (--since), so nobody knows what was there when the branch began. In CI, fetch enough of the"
                        + " history: git fetch --unshallow, or fetch-depth: 0 of actions/checkout."));
        this.then = git.isIn(base) ? git : git.before(base);
        this.known = then.isIn(base) ? then.files(base) : Set.of();
    }

    /**
     * Files that were added or changed since the newest commit that a revision and the working tree have in common, committed or
     * not.
     *
     * @throws MigrationException if git cannot be asked, does not know the revision, or too little of the history
     */
    public static Changes since(MigrationFolder migrations, String revision) {
        return new GitChanges(migrations, revision).compare();
    }

    private Changes compare() {
        boolean goneOn = !commit.equals(base) && git.isIn(commit);
        Names names = names();
        if (goneOn) {
            leaveToRevision(names);
        }
        boolean decides = names.edited().stream().anyMatch(this::decides);
        boolean sqlGone = names.gone().stream().anyMatch(name -> name.endsWith(".sql"));
        Optional<Former> former = sqlGone ? Optional.of(former()) : decides ? formerIfAny() : Optional.empty();
        Changes own = former.map(before -> compareUps(before, names))
                .orElseGet(() -> new Changes(revision, names.added(), names.edited(), Set.of()));
        own = own.runningOtherwise(runOtherwise(goneOn));
        return goneOn ? own.with(new MergePreview(git, migrations, own).of(commit, known)) : own;
    }

    /** Because of what the project says to its tool, without the revision's having got to it, too. */
    private Set<String> runOtherwise(boolean goneOn) {
        Set<String> otherwise = new TreeSet<>(runOtherwise(then, base));
        if (goneOn) {
            otherwise.retainAll(runOtherwise(git, commit));
        }
        return otherwise;
    }

    private Set<String> runOtherwise(Git there, String revised) {
        if (migrations.convention().startsWith("flyway")) {
            return new FormerFlywayProject(there, revised).runOtherwise(migrations);
        }
        return migrations.convention().equals("mybatis")
                ? new FormerMyBatisEnvironment(there, revised).runOtherwise(migrations)
                : Set.of();
    }

    /** What git ignores is run like others, and what it was told not to look at is looked at. */
    private Names names() {
        Set<String> now = git.names("ls-files", "-z", "--cached", "--others", "--", ".");
        now.removeIf(name -> !Files.isRegularFile(git.folder().resolve(name)));
        Set<String> gone = new TreeSet<>(known);
        gone.removeAll(now);
        Set<String> added = new TreeSet<>(now);
        added.removeAll(known);
        Set<String> edited = then.equals(git)
                ? git.names(
                        "diff", "--name-only", "-z", "--relative", "--no-renames", "--diff-filter=d", base, "--", ".")
                : now;
        edited.retainAll(known);
        edited.removeIf(name -> then.isSame(base, name));
        gone.stream().filter(BesideScript::is).forEach(edited::add);
        return new Names(added, edited, gone);
    }

    /** What the revision itself has got to, too, is nothing of this branch. */
    private void leaveToRevision(Names names) {
        Set<String> there = git.files(commit);
        for (Set<String> own : List.of(names.added(), names.edited())) {
            own.removeIf(name -> there.contains(name) && git.isSame(commit, name));
        }
        names.gone().retainAll(there);
    }

    /** Whether another text of the file may mean other ups, or another order of them; a project's other files may be many. */
    private boolean decides(String path) {
        boolean up = migrations.migrations().stream()
                .anyMatch(each -> each.up().path().equals(path));
        boolean down = migrations.migrations().stream()
                .anyMatch(each ->
                        each.down().filter(script -> script.path().equals(path)).isPresent());
        return up
                || (!down
                        && (path.endsWith(".sql")
                                || listsMigrations(path)
                                || migrations.migrations().stream().anyMatch(UpText::isSpread)));
    }

    private boolean listsMigrations(String path) {
        return switch (migrations.convention()) {
            case "list" -> path.equals("schemaproof.list");
            case "sqitch" -> path.endsWith(".plan") || path.equals("sqitch.conf");
            case "drizzle" -> path.endsWith("_journal.json");
            case "liquibase", "liquibase-library" -> path.matches(".*\\.(xml|ya?ml|json)");
            default -> false;
        };
    }

    /** A file may hold a down too, or several migrations; which of its ups is other, their texts say. */
    private Changes compareUps(Former former, Names names) {
        Set<String> added = new TreeSet<>(names.added());
        Set<String> edited = new TreeSet<>(names.edited());
        Set<String> same = new TreeSet<>();
        UpComparison compared = UpComparison.of(UpComparison.ups(migrations, GitChanges::print), former.ups());
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
        return new Changes(
                revision,
                added,
                edited,
                removed(former.folder(), names.gone(), compared.removed()),
                same,
                Changes.moved(migrations, List.copyOf(former.ups().keySet())));
    }

    /** The same where git's state can be read; else the files are compared as a whole. */
    private Optional<Former> formerIfAny() {
        try {
            return Optional.of(former());
        } catch (MigrationException e) {
            return Optional.empty();
        }
    }

    /** Line ends are git's, which writes them anew. */
    private static String print(Migration migration) {
        return UpText.of(migration).replace("\r\n", "\n");
    }

    /** Those that are gone, with their files or out of them, and whose ups no file has any more as their tool knows them. */
    private Set<String> removed(MigrationFolder former, Set<String> gone, Set<String> keys) {
        Set<String> there = migrations.migrations().stream()
                .map(migration -> Identity.of(migrations, migration))
                .collect(Collectors.toSet());
        Set<String> removed = new TreeSet<>();
        for (Migration migration : former.migrations()) {
            String key = Changes.key(former, migration);
            String identity = Identity.of(former, migration);
            if (keys.contains(key) && (identity.isEmpty() || !there.contains(identity))) {
                String path = migration.up().path();
                removed.add(gone.contains(path) ? path : key);
            }
        }
        return removed;
    }

    /** The folder as git has it. */
    private Former former() {
        try (TemporaryFolder former = TemporaryFolder.create()) {
            then.layOut(base, known, former);
            MigrationFolder folder = MigrationReader.read(former.path(), migrations.convention());
            return new Former(folder, UpComparison.ups(folder, GitChanges::print));
        } catch (IOException e) {
            throw new MigrationException(
                    "What git knows of " + git.folder() + " cannot be laid out (--since): " + e.getMessage(), e);
        }
    }
}
