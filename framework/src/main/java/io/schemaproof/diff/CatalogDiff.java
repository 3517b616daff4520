package io.schemaproof.diff;

import io.schemaproof.catalog.Catalog;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All differences between two catalogues, sorted by object.
 *
 * @param changes every difference; what happened to parts of an added or removed object is told with that object
 * @since 0.1
 */
public record CatalogDiff(List<Change> changes) {

    public CatalogDiff {
        changes = List.copyOf(changes);
    }

    /** Compare two catalogues. */
    public static CatalogDiff between(Catalog before, Catalog after) {
        return new CatalogDiff(new Comparison(before, after).changes());
    }

    /** Whether the catalogues are equal. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The changes that matter. */
    public List<Change> significant() {
        return changes.stream()
                .filter(change -> change.weight() == Weight.SIGNIFICANT)
                .toList();
    }

    /** The changes that do not matter. */
    public List<Change> cosmetic() {
        return changes.stream()
                .filter(change -> change.weight() == Weight.COSMETIC)
                .toList();
    }

    /**
     * The significant changes that somebody could have taken back: all but labels that an enum type gained, and constraints
     * that were validated.
     */
    public List<Change> traces() {
        return changes.stream()
                .filter(change ->
                        change.weight() == Weight.SIGNIFICANT && !change.kind().isForGood())
                .toList();
    }

    /** Say all changes in words, one below the other; for none, say that. */
    public String describe() {
        return changes.isEmpty()
                ? "no differences"
                : changes.stream().map(Change::describe).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return describe();
    }
}
