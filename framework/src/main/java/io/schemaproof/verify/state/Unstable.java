package io.schemaproof.verify.state;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import java.util.HashSet;
import java.util.Set;

/**
 * The changes that come out differently each time the same script runs, because the clock, the user or a random value is
 * in them. Found by running down and up once more: what differs between two runs of one script is not a trace.
 *
 * @param keys object and attribute of each such change
 */
public record Unstable(Set<String> keys) {

    public static final Unstable NONE = new Unstable(Set.of());

    /** What differs between the catalogues that two runs of the same script gave. */
    public static Unstable between(Catalog one, Catalog other) {
        Set<String> keys = new HashSet<>();
        collect(CatalogDiff.between(one, other), keys);
        return new Unstable(Set.copyOf(keys));
    }

    /** These and others. */
    public Unstable and(Unstable others) {
        Set<String> all = new HashSet<>(keys);
        all.addAll(others.keys);
        return new Unstable(Set.copyOf(all));
    }

    public boolean contains(Change change) {
        return keys.contains(key(change));
    }

    private static void collect(CatalogDiff diff, Set<String> keys) {
        diff.significant().stream()
                .filter(Change.Altered.class::isInstance)
                .map(Unstable::key)
                .forEach(keys::add);
    }

    private static String key(Change change) {
        return change instanceof Change.Altered altered
                ? altered.object() + " " + altered.attribute()
                : change.object().toString();
    }
}
