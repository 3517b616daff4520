package io.schemaproof.verify.drift;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between the schema that migrations give and another one.
 *
 * @param head what the migrations are, for people
 * @param other what they are compared with, for people; without user and password
 * @param majorVersion of the server on which the migrations were applied
 * @param objects that the migrations give and that were compared
 * @param differences sorted by object
 * @param ignored differences that are meant, with the reason
 * @param unused names of what should be ignored and does not differ
 * @param cosmetic differences that mean nothing, such as another order of columns
 * @param books tables in which a migration tool keeps its books, which are not compared
 * @since 0.1
 */
public record DriftReport(
        String head,
        String other,
        int majorVersion,
        int objects,
        List<DriftDifference> differences,
        SortedMap<String, String> ignored,
        List<String> unused,
        List<String> cosmetic,
        SortedSet<String> books) {

    public DriftReport {
        differences = List.copyOf(differences);
        ignored = Collections.unmodifiableSortedMap(new TreeMap<>(ignored));
        unused = List.copyOf(unused);
        cosmetic = List.copyOf(cosmetic);
        books = Collections.unmodifiableSortedSet(new TreeSet<>(books));
    }

    /** Whether nothing differs but what is ignored. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
