package io.schemaproof.data;

import io.schemaproof.query.Relation;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of an attempt to put rows in.
 *
 * @param rows how many were written; 0 if there was nothing to write
 * @param unfilled the tables that should have got rows and did not, and why, as half a sentence
 * @since 0.1
 */
public record FillReport(long rows, SortedMap<Relation, String> unfilled) {

    /** Nothing was to be done. */
    public static final FillReport NOTHING = new FillReport(0, new TreeMap<>());

    public FillReport {
        unfilled = Collections.unmodifiableSortedMap(new TreeMap<>(unfilled));
    }

    /** Rows were written, and no table is known that should have got some and did not. */
    public static FillReport of(long rows) {
        return new FillReport(rows, new TreeMap<>());
    }
}
