package io.schemaproof.data.digest;

import io.schemaproof.query.Relation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the rows of a table differ between two databases, or between two moments.
 *
 * @param table as it was named before
 * @param key the columns by which a row is known again; empty if no key is in both, so that a changed row is one that went
 *     and one that came
 * @param lost rows that were there before and are not any more
 * @param gained rows that were not there before
 * @param changed rows of the same key with another value
 * @param columns name to the number of changed rows in which it differs; those without any are left out
 * @param samples some of the rows, at most {@value RowComparison#SAMPLES} of each kind
 * @since 0.1
 */
public record RowDifference(
        Relation table,
        List<String> key,
        long lost,
        long gained,
        long changed,
        SortedMap<String, Long> columns,
        List<Sample> samples) {

    public RowDifference {
        key = List.copyOf(key);
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        samples = List.copyOf(samples);
    }

    /**
     * A row that differs. Values are texts as the server writes them, cut to {@value RowComparison#LONGEST} characters; those of
     * {@linkplain io.schemaproof.configuration.SensitiveColumns sensitive columns} are masked.
     *
     * @param key column to value; the whole row where there is no key
     * @param before column to value in the columns that differ; empty if the row was not there
     * @param after the same afterwards; empty if the row is not there any more
     */
    public record Sample(
            SortedMap<String, Optional<String>> key,
            SortedMap<String, Optional<String>> before,
            SortedMap<String, Optional<String>> after) {

        public Sample {
            key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
            before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
            after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
        }

        /** The key, and each column that differs: {@code id=7: name 'Ann' -> NULL}. */
        @Override
        public String toString() {
            String row = key.entrySet().stream()
                    .map(column -> column.getKey() + "=" + text(column.getValue()))
                    .collect(Collectors.joining(", "));
            String changes = before.entrySet().stream()
                    .flatMap(column -> Optional.ofNullable(after.get(column.getKey())).stream()
                            .map(value -> column.getKey() + " " + text(column.getValue()) + " -> " + text(value)))
                    .collect(Collectors.joining(", "));
            return changes.isEmpty() ? row : row + ": " + changes;
        }

        private static String text(Optional<String> value) {
            return value.map(text -> "'" + text + "'").orElse("NULL");
        }
    }

    /** Whether all rows are the same. */
    public boolean isEmpty() {
        return lost == 0 && gained == 0 && changed == 0;
    }
}
