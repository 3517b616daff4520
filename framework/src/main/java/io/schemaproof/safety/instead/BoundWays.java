package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Table;

/** Ways to another place among partitions: a CHECK that says what the bound says, so that the server reads no row to prove it. */
public final class BoundWays {

    private BoundWays() {}

    /** A table that becomes a partition. */
    public static String attached(Table partition, Table parent) {
        return ConstraintWays.proven(
                partition,
                "bound",
                condition(partition, parent),
                "ALTER TABLE " + parent.identity() + " ATTACH PARTITION " + partition.identity() + " …;");
    }

    /** A row that is in the default partition might belong to the new one. */
    public static String takenFromDefault(Table rest, Table partition, Table parent) {
        return ConstraintWays.proven(
                rest,
                NewName.like(partition, "not_" + partition.name()),
                "NOT (" + condition(partition, parent) + ")",
                "This statement, which then reads no row of " + rest.identity() + ";");
    }

    private static String condition(Table partition, Table parent) {
        if (partition.partitionBound().filter("DEFAULT"::equals).isPresent()) {
            return PartitionCondition.ofDefault(partition, parent)
                    .orElse(
                            "… what belongs to none of the other partitions, as pg_get_partition_constraintdef writes it");
        }
        return PartitionCondition.of(partition, parent)
                .orElse("… as " + partition.partitionBound().orElse("the bound"));
    }
}
