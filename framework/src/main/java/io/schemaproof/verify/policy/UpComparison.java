package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The ups of a folder held against those of before. One that is the same in a file of another name was renamed, if its tool takes it for the
 * same; what has its former name now is new: so Sqitch reworks a change.
 *
 * @param added keys of ups that were not there
 * @param edited keys of ups that are other
 * @param removed keys of ups that are gone
 * @since 0.1
 */
public record UpComparison(Set<String> added, Set<String> edited, Set<String> removed) {

    /**
     * An up.
     *
     * @param print what it is, such as its text
     * @param identity by what its tool knows it; empty where that is not known
     */
    public record Up(String print, String identity) {

        /** Whether a tool knows both by the same, whatever they do. */
        boolean isKnownAs(Up other) {
            return !identity.isEmpty() && identity.equals(other.identity);
        }

        /** Whether a tool that has applied the one takes the other for it. */
        boolean isSame(Up other) {
            return print.equals(other.print)
                    && (identity.isEmpty() || other.identity.isEmpty() || identity.equals(other.identity));
        }
    }

    /** The ups of a folder by their keys. Repeatable migrations are meant to be edited and left out. */
    public static Map<String, Up> ups(MigrationFolder folder, Function<Migration, String> print) {
        Map<String, Up> ups = new LinkedHashMap<>();
        folder.migrations().stream()
                .filter(migration -> !migration.repeatable())
                .forEach(migration -> ups.put(
                        Changes.key(folder, migration),
                        new Up(print.apply(migration), Identity.of(folder, migration))));
        return ups;
    }

    /** Compare. */
    public static UpComparison of(Map<String, Up> now, Map<String, Up> former) {
        Set<String> added = new LinkedHashSet<>(now.keySet());
        added.removeAll(former.keySet());
        Set<String> edited = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        former.forEach((key, value) -> {
            Up there = now.get(key);
            if (there != null && value.print().equals(there.print())) {
                return;
            }
            Optional<String> renamed = added.stream()
                    .filter(candidate -> {
                        Up other = now.get(candidate);
                        return !former.containsKey(candidate) && other != null && value.isSame(other);
                    })
                    .findFirst();
            renamed.ifPresent(added::remove);
            Optional<String> renamedAndEdited = renamed.isPresent() || there != null
                    ? Optional.empty()
                    : added.stream()
                            .filter(candidate -> {
                                Up other = now.get(candidate);
                                return other != null && other.isKnownAs(value);
                            })
                            .findFirst();
            if (renamedAndEdited.isPresent()) {
                added.remove(renamedAndEdited.get());
                edited.add(renamedAndEdited.get());
            } else if (there != null) {
                (renamed.isPresent() ? added : edited).add(key);
            } else if (renamed.isEmpty()) {
                removed.add(key);
            }
        });
        return new UpComparison(added, edited, removed);
    }
}
