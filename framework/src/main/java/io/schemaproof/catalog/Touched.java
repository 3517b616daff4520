package io.schemaproof.catalog;

import java.util.HashSet;
import java.util.Set;

/**
 * To which relations something may have been written between two readings of a catalogue. Nothing is known of relations that are not
 * logged, and of sequences that had been asked for a value before: the log holds such positions in advance.
 *
 * @param relations OIDs of those of which the catalogues say something new
 * @param files numbers of the files of this database that the server's log names, those of catalogues and indexes among them
 * @since 0.1
 */
public record Touched(Set<Long> relations, Set<Long> files) {

    static final Touched NOTHING = new Touched(Set.of(), Set.of());

    public Touched {
        relations = Set.copyOf(relations);
        files = Set.copyOf(files);
    }

    Touched and(Touched later) {
        return new Touched(both(relations, later.relations), both(files, later.files));
    }

    private static Set<Long> both(Set<Long> some, Set<Long> others) {
        Set<Long> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
