package io.schemaproof.verify.state;

import io.schemaproof.base.Quantity;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.query.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of the rows of one table.
 *
 * @param rows how many there were
 * @param difference of what both tables have, but for the columns that may be lost; empty if there is no such table any more
 * @param permitted columns that may be lost and whose values are not the same, to the number of rows in which they differ; 0
 *     where no key tells
 * @param rescaled values that are equal and only written in another way, which is no loss
 * @param gone columns that are not there any more to the number of values that they held
 * @param differ columns whose values are not the same, taken as a whole: also where no key tells which row is which
 */
public record RowLoss(
        Relation table,
        long rows,
        Optional<RowDifference> difference,
        SortedMap<String, Long> gone,
        SortedSet<String> differ,
        SortedMap<String, Long> permitted,
        Rescaled rescaled) {

    public RowLoss {
        gone = Collections.unmodifiableSortedMap(new TreeMap<>(gone));
        permitted = Collections.unmodifiableSortedMap(new TreeMap<>(permitted));
        differ = Collections.unmodifiableSortedSet(new TreeSet<>(differ));
    }

    /** Rows that are not there any more, or not as they were where no key tells them apart. */
    public long lost() {
        return difference.map(RowDifference::lost).orElse(rows);
    }

    public long gained() {
        return difference.map(RowDifference::gained).orElse(0L);
    }

    /** Whether rows can be known again. */
    public boolean hasKey() {
        return difference.filter(rows -> !rows.key().isEmpty()).isPresent();
    }

    /** Columns to the number of rows of the same key in which they differ. */
    public SortedMap<String, Long> changed() {
        return difference.map(RowDifference::columns).orElseGet(TreeMap::new);
    }

    public List<RowDifference.Sample> samples() {
        return difference.map(RowDifference::samples).orElse(List.of());
    }

    /** Whether something of before is lost, and not only something added. */
    public boolean isLoss() {
        return lost() > 0 || !changed().isEmpty() || !gone.isEmpty();
    }

    /** In figures: {@code 1 of 3 rows gone, values of note in 2 rows, state gone, which had 3 values, 1 row more}. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (lost() > 0) {
            parts.add(lost() + " of " + Quantity.of(rows, "row") + (hasKey() ? " gone" : " gone or changed"));
        }
        changed().forEach((column, count) -> parts.add("values of " + column + " in " + Quantity.of(count, "row")));
        gone.forEach((column, count) -> parts.add(column + " gone, which had " + Quantity.of(count, "value")));
        if (gained() > 0) {
            parts.add(Quantity.of(gained(), "row") + " more");
        }
        if (!rescaled.isEmpty()) {
            parts.add("the writing of " + String.join(", ", rescaled.columns().keySet()));
        }
        return String.join(", ", parts);
    }
}
