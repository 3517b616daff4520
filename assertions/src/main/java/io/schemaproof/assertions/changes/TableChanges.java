package io.schemaproof.assertions.changes;

import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to the rows of one table.
 *
 * @param name its name, now; of a table that was dropped, its last
 * @param renamedFrom its name before, where that was another
 * @param visible whether the search path finds it without its schema
 * @param rowsBefore how many rows it had
 * @param byKey whether rows were recognized by the primary key; otherwise a modified row counts as one deleted and one
 *     created
 * @param counts how many rows were created, modified, deleted
 * @param columns for each column that differs somewhere, in how many rows
 * @param allColumns every column there is or was
 * @param lostColumns columns that are gone
 * @param samples a few rows of each kind
 * @since 0.1
 */
public record TableChanges(
        Relation name,
        Optional<Relation> renamedFrom,
        boolean visible,
        long rowsBefore,
        boolean byKey,
        Map<ChangeKind, Long> counts,
        Map<String, ColumnChanges> columns,
        List<String> allColumns,
        List<String> lostColumns,
        Map<ChangeKind, List<ChangedRow>> samples) {

    /**
     * In how many rows a column differs.
     *
     * @param modified rows in which it has another value
     * @param nullified those of them in which it has become NULL
     */
    public record ColumnChanges(long modified, long nullified) {}

    public TableChanges {
        counts = Map.copyOf(counts);
        columns = Map.copyOf(columns);
        allColumns = List.copyOf(allColumns);
        lostColumns = List.copyOf(lostColumns);
        samples = Map.copyOf(samples);
    }

    /** How many rows of a kind. */
    public long count(ChangeKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** In how many rows a column differs. */
    public ColumnChanges column(String stored) {
        return columns.getOrDefault(stored, new ColumnChanges(0, 0));
    }
}
