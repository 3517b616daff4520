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
 * The ups of a folder held against those of before. One that is the same under another name was renamed, and what has its former
 * name now is new: so Sqitch reworks a change.
 *
 * @param added keys of ups that were not there
 * @param edited keys of ups that are other
 * @param removed keys of ups that are gone
 * @since 0.1
 */
public record UpComparison(Set<String> added, Set<String> edited, Set<String> removed) {

    /**
     * Compare. Repeatable migrations are meant to be edited and left out.
     *
     * @param former what each up was, by its key
     * @param print what an up is, in the same form
     */
    public static UpComparison of(
            MigrationFolder folder, Map<String, String> former, Function<Migration, String> print) {
        Map<String, String> now = new LinkedHashMap<>();
        folder.migrations().stream()
                .filter(migration -> !migration.repeatable())
                .forEach(migration -> now.put(Changes.key(folder, migration), print.apply(migration)));
        Set<String> added = new LinkedHashSet<>(now.keySet());
        added.removeAll(former.keySet());
        Set<String> edited = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        former.forEach((key, value) -> {
            if (value.equals(now.get(key))) {
                return;
            }
            Optional<String> renamed = added.stream()
                    .filter(candidate -> !former.containsKey(candidate) && value.equals(now.get(candidate)))
                    .findFirst();
            renamed.ifPresent(added::remove);
            if (now.containsKey(key)) {
                (renamed.isPresent() ? added : edited).add(key);
            } else if (renamed.isEmpty()) {
                removed.add(key);
            }
        });
        return new UpComparison(added, edited, removed);
    }
}
