package io.schemaproof.verify.state;

import io.schemaproof.query.Relation;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sequences whose next value is not past the values of the column that they feed, so that inserting will meet a key that
 * is there already.
 *
 * @param columns full name of the column to its sequence
 */
public record LaggingSequences(SortedMap<String, Lag> columns) {

    public static final LaggingSequences NONE = new LaggingSequences(Collections.emptySortedMap());

    public LaggingSequences {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /**
     * How far behind.
     *
     * @param next what the sequence gives out next
     * @param top the outermost value of the column
     */
    public record Lag(Relation sequence, Relation table, String column, BigDecimal next, BigDecimal top) {}

    /** Those that were not behind before, or whose column was not there. */
    public List<Lag> notIn(LaggingSequences before) {
        return columns.entrySet().stream()
                .filter(entry -> !before.columns.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
