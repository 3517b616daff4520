package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a table's contract says beside columns, constraints and indexes.
 *
 * @param partitionKey as in {@code RANGE (created_at)}; empty where it must not be partitioned
 * @param parents the tables it inherits from, in order; that of a partition is not among them
 * @param server the foreign server of a foreign table
 * @since 0.1
 */
public record TableShape(
        Optional<String> partitionKey,
        List<PartitionContract> partitions,
        List<String> parents,
        boolean isUnlogged,
        Optional<String> server,
        Optional<String> comment) {

    public TableShape {
        partitions = List.copyOf(partitions);
        parents = List.copyOf(parents);
        if (partitionKey.isEmpty() && !partitions.isEmpty()) {
            throw new IllegalArgumentException("A table with partitions has a partition key.");
        }
    }

    /** An ordinary table without a comment. */
    public static TableShape ordinary() {
        return new TableShape(Optional.empty(), List.of(), List.of(), false, Optional.empty(), Optional.empty());
    }

    TableShape partitionBy(String key) {
        return new TableShape(Optional.of(key), partitions, parents, isUnlogged, server, comment);
    }

    TableShape partition(PartitionContract partition) {
        return new TableShape(
                partitionKey, TableConstraints.and(partitions, partition), parents, isUnlogged, server, comment);
    }

    TableShape inherits(List<String> tables) {
        return new TableShape(partitionKey, partitions, tables, isUnlogged, server, comment);
    }

    TableShape unlogged() {
        return new TableShape(partitionKey, partitions, parents, true, server, comment);
    }

    TableShape on(String foreignServer) {
        return new TableShape(partitionKey, partitions, parents, isUnlogged, Optional.of(foreignServer), comment);
    }

    TableShape withComment(String text) {
        return new TableShape(partitionKey, partitions, parents, isUnlogged, server, Optional.of(text));
    }
}
