package io.schemaproof.assertions.contract;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of a table that a contract compares.
 *
 * @since 0.1
 */
public enum TablePart {
    /** Names, types, nullability, collations, defaults, identity and generation. */
    COLUMNS,
    /** Those on the table and on its columns. */
    COMMENTS,
    PRIMARY_KEY,
    FOREIGN_KEYS,
    /** Unique constraints; a unique index without one is among the indexes. */
    UNIQUE,
    CHECKS,
    EXCLUSIONS,
    /** Those that belong to no constraint. */
    INDEXES,
    /** Whether it is unlogged or foreign, its partition key, and the tables it inherits from. */
    KIND,
    /** The partitions with their bounds, and what each has beside what its parent gives it. */
    PARTITIONS,
    /** Compared where a contract says so, or has some; those of a constraint are none. */
    TRIGGERS,
    /** Whether it is on, and its policies. Compared where a contract says so, or has it. */
    ROW_SECURITY;

    /** What is not compared where nobody says so: files that were written before had none of it. */
    static final Set<TablePart> ON_DEMAND = Collections.unmodifiableSet(EnumSet.of(TRIGGERS, ROW_SECURITY));
}
