package io.schemaproof.safety.stricter;

import io.schemaproof.catalog.Table;
import java.util.List;

/** Rows that belong to none of the partitions, and found a place before. */
record StricterPartitions(TableComparison tables) {

    /** That an old partition goes is what partitions are for. */
    void find() {
        if (tables.now().isPartitioned() && takesAnyRow(tables.was()) && !takesAnyRow(tables.now())) {
            tables.add(
                    tables.now().identity(),
                    tables.now().name(),
                    tables.now().identity()
                            + " has no default partition now: a row that belongs to none of its partitions is refused.");
        }
    }

    /** As far as bounds tell: those of ranges may leave gaps. */
    private static boolean takesAnyRow(Table table) {
        List<String> bounds = table.partitions().stream()
                .flatMap(partition -> partition.partitionBound().stream())
                .toList();
        return !table.isPartitioned()
                || table.partitionKey().filter(key -> key.startsWith("HASH")).isPresent()
                || bounds.contains("DEFAULT")
                || (bounds.stream().anyMatch(bound -> bound.contains("MINVALUE"))
                        && bounds.stream().anyMatch(bound -> bound.contains("MAXVALUE")));
    }
}
