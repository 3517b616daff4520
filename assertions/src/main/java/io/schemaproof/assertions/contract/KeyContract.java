package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.util.List;
import org.jooq.Field;

/**
 * What a primary key or a unique constraint has to be.
 *
 * @param columns in order
 * @param includedColumns those of INCLUDE, in order
 * @param nullsNotDistinct whether two rows with NULL violate a unique constraint; PostgreSQL 15 and later
 * @param withoutOverlaps whether the last column is a range that must not overlap; PostgreSQL 18 and later
 * @since 0.1
 */
public record KeyContract(
        List<String> columns,
        List<String> includedColumns,
        boolean nullsNotDistinct,
        boolean withoutOverlaps,
        ConstraintTiming timing) {

    public KeyContract {
        columns = List.copyOf(columns);
        includedColumns = List.copyOf(includedColumns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Name at least one column of the key.");
        }
    }

    /** A key that cannot be deferred and for which NULLs are distinct. */
    public static KeyContract key(String... columns) {
        return new KeyContract(List.of(columns), List.of(), false, false, ConstraintTiming.NOT_DEFERRABLE);
    }

    /** Do the same with jOOQ fields. */
    public static KeyContract key(Field<?> first, Field<?>... more) {
        return key(Names.unqualified(first, more));
    }

    /** The same with columns of INCLUDE. */
    public KeyContract including(String... names) {
        return new KeyContract(columns, List.of(names), nullsNotDistinct, withoutOverlaps, timing);
    }

    /** Do the same with jOOQ fields. */
    public KeyContract including(Field<?> first, Field<?>... more) {
        return including(Names.unqualified(first, more));
    }

    /** The same as a unique constraint that two rows with NULL violate; PostgreSQL 15 and later. */
    public KeyContract nullsAreNotDistinct() {
        return new KeyContract(columns, includedColumns, true, withoutOverlaps, timing);
    }

    /** The same with a range as its last column that must not overlap; PostgreSQL 18 and later. */
    public KeyContract lastWithoutOverlaps() {
        return new KeyContract(columns, includedColumns, nullsNotDistinct, true, timing);
    }

    /** The same, checked at another time. */
    public KeyContract checked(ConstraintTiming when) {
        return new KeyContract(columns, includedColumns, nullsNotDistinct, withoutOverlaps, when);
    }
}
