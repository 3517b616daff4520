package io.schemaproof.data.rows;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ask for rows.
 *
 * @param rows rows that each table shall have in the end, those it has already included
 * @param seed another seed gives other rows; the same gives the same
 * @param character what the rows are like
 * @param overrides rows for single tables, by name as in {@code orders} or {@code app."Order Items"}
 * @param included the tables to fill; empty for all
 * @param excluded tables not to fill
 * @param triggers whether user triggers and foreign keys work while rows are inserted
 * @since 0.1
 */
public record RowRequest(
        long rows,
        long seed,
        RowCharacter character,
        SortedMap<String, Long> overrides,
        SortedSet<String> included,
        SortedSet<String> excluded,
        TriggerMode triggers) {

    /** What becomes of triggers while rows are inserted. */
    public enum TriggerMode {
        /** They fire as for every client, since a trigger may be what keeps the data valid. */
        OBEYED,
        /**
         * {@code session_replication_role = replica}: neither user triggers nor the checks of foreign keys fire; superusers
         * only. The generated rows refer to rows that exist all the same.
         */
        OFF
    }

    /** Check and copy. */
    public RowRequest {
        if (rows < 0 || overrides.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("A table cannot be asked to have less than 0 rows.");
        }
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
        included = Collections.unmodifiableSortedSet(new TreeSet<>(included));
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
    }

    /** Ask for typical rows in every table. */
    public static RowRequest of(long rows) {
        return new RowRequest(
                rows, 0, RowCharacter.TYPICAL, new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), TriggerMode.OBEYED);
    }

    public RowRequest withSeed(long other) {
        return new RowRequest(rows, other, character, overrides, included, excluded, triggers);
    }

    public RowRequest withCharacter(RowCharacter other) {
        return new RowRequest(rows, seed, other, overrides, included, excluded, triggers);
    }

    /** Ask for another number of rows in one table; for a partitioned table, in all its partitions together. */
    public RowRequest withRows(String table, long count) {
        SortedMap<String, Long> more = new TreeMap<>(overrides);
        more.put(table, count);
        return new RowRequest(rows, seed, character, more, included, excluded, triggers);
    }

    /** Fill these tables only. What they refer to must have rows already, or be named too. */
    public RowRequest including(String... tables) {
        SortedSet<String> more = new TreeSet<>(included);
        more.addAll(List.of(tables));
        return new RowRequest(rows, seed, character, overrides, more, excluded, triggers);
    }

    public RowRequest excluding(String... tables) {
        SortedSet<String> more = new TreeSet<>(excluded);
        more.addAll(List.of(tables));
        return new RowRequest(rows, seed, character, overrides, included, more, triggers);
    }

    public RowRequest withTriggers(TriggerMode mode) {
        return new RowRequest(rows, seed, character, overrides, included, excluded, mode);
    }
}
