package io.schemaproof.verify.state;

import io.schemaproof.catalog.Catalog;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rows and sequence positions of a database, reduced to one value for each table and sequence. Two equal states may
 * stand for each other; what differs is not named, since that is the business of the data checks.
 *
 * @param values identity of a table or sequence to its reduced contents
 */
public record RowState(SortedMap<String, String> values) {

    /**
     * Whether something was written, since an earlier state, to tables and sequences that were there.
     *
     * @param before the schema of the earlier state
     * @param now that of this one
     */
    public boolean isWrittenSince(RowState earlier, Catalog before, Catalog now) {
        boolean changed = values.entrySet().stream()
                .anyMatch(entry -> earlier.values.containsKey(entry.getKey())
                        ? !entry.getValue().equals(earlier.values.get(entry.getKey()))
                        : before.table(entry.getKey()).isPresent());
        return changed
                || earlier.values.keySet().stream()
                        .anyMatch(name ->
                                !values.containsKey(name) && now.table(name).isPresent());
    }

    /** Return it without those tables whose names, without their schemas, are these. */
    public RowState without(Predicate<String> tables) {
        SortedMap<String, String> others = new TreeMap<>(values);
        others.keySet()
                .removeIf(table ->
                        tables.test(table.substring(table.lastIndexOf('.') + 1).replace("\"", "")));
        return new RowState(others);
    }
}
