package io.schemaproof.verify.state;

import io.schemaproof.data.digest.RowDifference;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Values that are equal to those of before and written in another way: 1.5 and 1.50, or json that jsonb has rewritten.
 *
 * @param columns name to the number of rows; 0 where no key tells
 * @param sample one of the rows
 */
public record Rescaled(SortedMap<String, Long> columns, Optional<RowDifference.Sample> sample) {

    static final Rescaled NOTHING = new Rescaled(new TreeMap<>(), Optional.empty());

    public Rescaled {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /**
     * What differs exactly and not by value.
     *
     * @param differ columns whose values as a whole are not the same
     */
    static Rescaled of(RowDifference exact, RowDifference byValue, SortedSet<String> differ) {
        SortedMap<String, Long> columns = new TreeMap<>();
        exact.columns().forEach((column, rows) -> {
            long rest = rows - byValue.columns().getOrDefault(column, 0L);
            if (rest > 0) {
                columns.put(column, rest);
            }
        });
        if (columns.isEmpty() && byValue.isEmpty() && !exact.isEmpty()) {
            // No key tells which row became which, or a column of the key itself is of such a type.
            differ.forEach(column -> columns.put(column, 0L));
        }
        return columns.isEmpty() ? NOTHING : new Rescaled(columns, sample(exact.samples(), columns, byValue));
    }

    private static Optional<RowDifference.Sample> sample(
            List<RowDifference.Sample> samples, SortedMap<String, Long> columns, RowDifference byValue) {
        return samples.stream()
                .filter(sample -> columns.keySet().containsAll(sample.before().keySet())
                        && !sample.after().isEmpty())
                .filter(sample -> sample.before().keySet().stream()
                        .allMatch(column -> !byValue.columns().containsKey(column) || isSameNumber(sample, column)))
                .findFirst();
    }

    /** Where some rows of a column are others also by value, the server is not asked for each which they are. */
    private static boolean isSameNumber(RowDifference.Sample sample, String column) {
        Optional<String> before = sample.before().getOrDefault(column, Optional.empty());
        Optional<String> after = sample.after().getOrDefault(column, Optional.empty());
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        try {
            return new BigDecimal(before.get()).compareTo(new BigDecimal(after.get())) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }
}
