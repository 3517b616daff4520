package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a table's contract says beside columns, constraints and indexes.
 *
 * @param partitionKey as in {@code RANGE (created_at)}; empty where it must not be partitioned
 * @param parents the tables it inherits from, in order; that of a partition is not among them
 * @param server the foreign server of a foreign table
 * @param rowSecurity empty where it must be off
 * @since 0.1
 */
public record TableShape(
        Optional<String> partitionKey,
        List<PartitionContract> partitions,
        List<String> parents,
        boolean isUnlogged,
        Optional<String> server,
        Optional<String> comment,
        List<TriggerContract> triggers,
        Optional<RowSecurityContract> rowSecurity) {

    public TableShape {
        triggers = List.copyOf(triggers);
        partitions = List.copyOf(partitions);
        parents = List.copyOf(parents);
        if (partitionKey.isEmpty() && !partitions.isEmpty()) {
            throw new IllegalArgumentException("A table with partitions has a partition key.");
        }
    }

    /** An ordinary table without a comment. */
    public static TableShape ordinary() {
        return new TableShape(
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    TableShape partitionBy(String key) {
        return new TableShape(
                Optional.of(key), partitions, parents, isUnlogged, server, comment, triggers, rowSecurity);
    }

    TableShape partition(PartitionContract partition) {
        return new TableShape(
                partitionKey,
                TableConstraints.and(partitions, partition),
                parents,
                isUnlogged,
                server,
                comment,
                triggers,
                rowSecurity);
    }

    TableShape inherits(List<String> tables) {
        return new TableShape(partitionKey, partitions, tables, isUnlogged, server, comment, triggers, rowSecurity);
    }

    TableShape unlogged() {
        return new TableShape(partitionKey, partitions, parents, true, server, comment, triggers, rowSecurity);
    }

    TableShape on(String foreignServer) {
        return new TableShape(
                partitionKey,
                partitions,
                parents,
                isUnlogged,
                Optional.of(foreignServer),
                comment,
                triggers,
                rowSecurity);
    }

    TableShape withComment(String text) {
        return new TableShape(
                partitionKey, partitions, parents, isUnlogged, server, Optional.of(text), triggers, rowSecurity);
    }

    TableShape trigger(TriggerContract trigger) {
        return new TableShape(
                partitionKey,
                partitions,
                parents,
                isUnlogged,
                server,
                comment,
                TableConstraints.and(triggers, trigger),
                rowSecurity);
    }

    TableShape rowSecurity(RowSecurityContract security) {
        return new TableShape(
                partitionKey, partitions, parents, isUnlogged, server, comment, triggers, Optional.of(security));
    }
}
