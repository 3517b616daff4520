package io.schemaproof.data.rows;

import io.schemaproof.catalog.Table;

/**
 * Tables in which a row that is referred to has one row at most, such as a profile of each user. Not each has one, or nobody would see what
 * a script does to those without.
 */
final class OneToOne {

    /** One of so many stays without. */
    private static final int LEFT_OUT = 10;

    private OneToOne() {}

    /** How many rows a table gets where so many are asked for, as many as the one that it refers to gets. */
    static long rows(Table table, long asked) {
        return asked > 1 && is(table) ? asked - Math.max(1, asked / LEFT_OUT) : asked;
    }

    private static boolean is(Table table) {
        return table.foreignKeys().stream()
                .filter(key -> !key.referencedTable().equals(table.identity()))
                .anyMatch(key -> table.indexes().stream()
                        .anyMatch(index -> index.isUnique()
                                && index.predicate().isEmpty()
                                && !index.columns().isEmpty()
                                && key.columns().containsAll(index.columns())));
    }
}
