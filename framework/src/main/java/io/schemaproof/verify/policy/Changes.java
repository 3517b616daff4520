package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has become of the files of a folder since a revision.
 *
 * @param since the revision, as people call it
 * @param added keys of migrations, and paths below the folder, with {@code /}, of files that the revision does not have
 * @param edited those that it has, and that are other now
 * @param removed keys of migrations that it has, and whose version is gone
 * @param sameUps keys of migrations whose up is what it was, or new, though something else in its file is other now
 * @param moved keys of migrations that stand in another order than the revision has them in
 * @param otherwise paths of scripts that are what they were, and that the project has run otherwise now
 * @param upstream what the revision itself has got in the meantime
 * @since 0.1
 */
public record Changes(
        String since,
        Set<String> added,
        Set<String> edited,
        Set<String> removed,
        Set<String> sameUps,
        Set<String> moved,
        Set<String> otherwise,
        Upstream upstream) {

    /**
     * What stands in the way of migrations that are new here, because a revision has got others since the branch began.
     *
     * @param behind name of the last migration of the revision that comes behind a new one, by the key of that
     * @param taken path of the migration of the revision that has the version of a new one, by the key of that
     */
    public record Upstream(Map<String, String> behind, Map<String, String> taken) {

        static final Upstream NOTHING = new Upstream(Map.of(), Map.of());

        public Upstream {
            behind = Map.copyOf(behind);
            taken = Map.copyOf(taken);
        }
    }

    public Changes {
        added = Set.copyOf(added);
        edited = Set.copyOf(edited);
        removed = Set.copyOf(removed);
        sameUps = Set.copyOf(sameUps);
        otherwise = Set.copyOf(otherwise);
        // The first one is told.
        moved = Collections.unmodifiableSet(new LinkedHashSet<>(moved));
    }

    /** Make some of a revision that has got nothing since. */
    public Changes(
            String since,
            Set<String> added,
            Set<String> edited,
            Set<String> removed,
            Set<String> sameUps,
            Set<String> moved) {
        this(since, added, edited, removed, sameUps, moved, Set.of(), Upstream.NOTHING);
    }

    /** Return the same with what the revision has got. */
    Changes with(Upstream there) {
        return new Changes(since, added, edited, removed, sameUps, moved, otherwise, there);
    }

    /** Return the same with scripts that are run otherwise. */
    Changes runningOtherwise(Set<String> scripts) {
        return new Changes(since, added, edited, removed, sameUps, moved, scripts, upstream);
    }

    /** Make some of which a file that is other has another up. */
    public Changes(String since, Set<String> added, Set<String> edited, Set<String> removed) {
        this(since, added, edited, removed, Set.of(), Set.of());
    }

    /** Whether there was no such migration. */
    boolean isAdded(MigrationFolder folder, Migration migration) {
        return added.contains(key(folder, migration))
                || added.contains(migration.up().path());
    }

    /** Whether its up is other than it was. */
    boolean isEdited(MigrationFolder folder, Migration migration) {
        String key = key(folder, migration);
        return !sameUps.contains(key)
                && (edited.contains(key) || edited.contains(migration.up().path()));
    }

    /** The name by which a migration is known: the path of its up, with its version where the file holds several. */
    public static String key(MigrationFolder folder, Migration migration) {
        String path = migration.up().path();
        long sharing = folder.migrations().stream()
                .filter(other -> other.up().path().equals(path))
                .count();
        if (isOneOfMany(folder)) {
            return path + " " + migration.version();
        }
        return sharing == 1 ? path : path + " " + migration.displayName();
    }

    /** Files of Liquibase and dbmate hold several, though perhaps only one today. */
    private static boolean isOneOfMany(MigrationFolder folder) {
        return folder.convention().startsWith("liquibase");
    }

    /** Whether it stands at another place among those that there were. */
    public boolean isMoved(MigrationFolder folder, Migration migration) {
        return moved.contains(key(folder, migration));
    }

    /**
     * The keys of migrations that stand in another order now, where tools apply them as something lists them.
     *
     * @param before keys in the former order
     */
    static Set<String> moved(MigrationFolder folder, List<String> before) {
        List<String> now = folder.migrations().stream()
                .map(migration -> key(folder, migration))
                .filter(before::contains)
                .toList();
        List<String> then = before.stream().filter(now::contains).toList();
        Set<String> moved = new LinkedHashSet<>();
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(then.get(i))) {
                moved.add(now.get(i));
            }
        }
        return moved;
    }

    /** Whether a migration's up or down is other than it was, or new, or what a file beside it, or the project, says of how it is run. */
    public boolean concern(MigrationFolder folder, Migration migration) {
        return concern(key(folder, migration))
                || concern(migration.up())
                || migration.down().filter(this::concern).isPresent();
    }

    private boolean concern(Script script) {
        return concern(script.path())
                || otherwise.contains(script.path())
                || BesideScript.of(script.path()).stream().anyMatch(this::concern);
    }

    private boolean concern(String path) {
        return added.contains(path) || edited.contains(path);
    }
}
