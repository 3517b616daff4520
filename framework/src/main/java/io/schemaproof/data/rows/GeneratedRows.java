package io.schemaproof.data.rows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Say which tables got rows, and which did not. Every table that was asked for is in one of the lists.
 *
 * @param filled the tables that have rows now, by name; a partitioned table is represented by its partitions
 * @param unfilled the tables without any, by name
 * @since 0.1
 */
public record GeneratedRows(List<FilledTable> filled, List<UnfilledTable> unfilled) {

    /** Copy. */
    public GeneratedRows {
        filled = List.copyOf(filled);
        unfilled = List.copyOf(unfilled);
    }

    /** Whether each table has as many rows as it was asked to have; false where there was no table at all. */
    public boolean isComplete() {
        return unfilled.isEmpty()
                && !filled.isEmpty()
                && filled.stream().allMatch(table -> table.shortfall().isEmpty());
    }

    /** Rows added, all tables together. */
    public long added() {
        return filled.stream().mapToLong(FilledTable::added).sum();
    }

    /** The table of exactly this name, if it has rows. */
    public Optional<FilledTable> table(String name) {
        return filled.stream().filter(table -> table.table().equals(name)).findFirst();
    }

    /** The table of exactly this name, if it has none. */
    public Optional<UnfilledTable> unfilled(String name) {
        return unfilled.stream().filter(table -> table.table().equals(name)).findFirst();
    }

    /** One line for each table, those without rows first. */
    public String describe() {
        return Stream.concat(
                        unfilled.stream().map(UnfilledTable::toString),
                        filled.stream().map(FilledTable::toString))
                .collect(Collectors.joining("\n"));
    }
}
