package io.schemaproof.assertions.changes;

import io.schemaproof.query.Relation;
import java.util.List;

/**
 * Rows of one table that refer to rows which are not there, before and after. A row with NULL in one of the columns refers to
 * none.
 *
 * @param table the referencing table by its name now
 * @param columns its columns by their names now
 * @param referenced the table that they refer to
 * @param keys the referenced columns, in the same order
 * @param referring how many rows refer to one now, there or not
 * @param before how many rows referred to none
 * @param added how many rows do now with values with which none did
 * @param samples the values of a few of those
 * @since 0.1
 */
public record ReferenceChanges(
        Relation table,
        List<String> columns,
        Relation referenced,
        List<String> keys,
        long referring,
        long before,
        long added,
        List<ChangedRow> samples) {

    public ReferenceChanges {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        samples = List.copyOf(samples);
    }
}
