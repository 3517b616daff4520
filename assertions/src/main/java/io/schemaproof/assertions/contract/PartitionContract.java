package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import org.jooq.Table;

/**
 * What a partition has to be.
 *
 * @param name of the table
 * @param bound as in {@code FOR VALUES FROM (1) TO (10)} or {@code DEFAULT}
 * @param own what it has beside what its parent gives it: columns that differ, constraints and indexes of its own, its
 *     partition key and partitions; which parts are compared is the parent's
 * @since 0.1
 */
public record PartitionContract(String name, String bound, TableContract own) {

    /** A partition that is as its parent makes it. */
    public static PartitionContract partition(String name, String bound) {
        return new PartitionContract(name, bound, TableContract.ofColumns());
    }

    /** The partition that a jOOQ table stands for, as its parent makes it. */
    public static PartitionContract partition(Table<?> table, String bound) {
        return partition(Names.of(table), bound);
    }

    /** The same with something of its own. */
    public PartitionContract with(TableContract ownParts) {
        return new PartitionContract(name, bound, ownParts);
    }
}
