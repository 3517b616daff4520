package io.schemaproof.safety;

import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexOverlap;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Indexes that do nothing that another one of their table does not do. */
final class NeedlessIndexes {

    private NeedlessIndexes() {}

    static void find(Table table, Consumer<LeftOver> found) {
        for (Index index : table.indexes()) {
            // One that is attached to the index of a partitioned table comes and goes with that.
            if (index.object().attribute("parent index").isEmpty()) {
                needless(table, index).ifPresent(found);
            }
        }
    }

    private static Optional<LeftOver> needless(Table table, Index index) {
        Optional<Index> duplicate = IndexOverlap.duplicate(index);
        if (duplicate.isPresent()) {
            return duplicate.map(other -> same(table, index, other));
        }
        return IndexOverlap.covering(index)
                .map(other -> doesTheSame(index, other) ? same(table, index, other) : begins(table, index, other));
    }

    /** Whether the other one differs only in being unique. */
    private static boolean doesTheSame(Index index, Index other) {
        return index.keys().size() == other.keys().size()
                && index.includedColumns().equals(other.includedColumns());
    }

    private static LeftOver same(Table table, Index index, Index other) {
        return left(
                Hazard.DUPLICATE_INDEX,
                table,
                index,
                other,
                "The index " + index.identity() + " does nothing that " + other.identity() + " does not do: "
                        + other.definition() + ".");
    }

    private static LeftOver begins(Table table, Index index, Index other) {
        return left(
                Hazard.REDUNDANT_INDEX,
                table,
                index,
                other,
                "All that the index " + index.identity() + " finds, " + other.identity() + " finds too: "
                        + other.definition() + ".");
    }

    private static LeftOver left(Hazard hazard, Table table, Index index, Index other, String what) {
        String remedy = index.constraint()
                .map(constraint -> "Leave the constraint out, or: ALTER TABLE " + table.identity() + " DROP CONSTRAINT "
                        + constraint + "; foreign keys that refer to it come first.")
                .orElse("Leave it out, or: DROP INDEX "
                        + (table.isPartitioned() ? "" : "CONCURRENTLY ")
                        + index.identity() + ";");
        return new LeftOver(hazard, index.identity(), List.of(index.name(), other.name(), table.name()), what, remedy);
    }
}
