package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * What an index that belongs to no constraint has to be.
 *
 * @param keys columns or expressions as CREATE INDEX takes them; what is not said, such as DESC, must be at its default
 * @param isUnique whether no two rows can agree; NULLs never do
 * @param predicate the condition of a partial index
 * @param includedColumns those of INCLUDE, in order
 * @since 0.1
 */
public record IndexContract(
        List<String> keys, String method, boolean isUnique, Optional<String> predicate, List<String> includedColumns) {

    public IndexContract {
        keys = List.copyOf(keys);
        includedColumns = List.copyOf(includedColumns);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Name at least one key of the index.");
        }
    }

    /** A B-tree of all rows that is not unique. */
    public static IndexContract index(String... keys) {
        return new IndexContract(List.of(keys), "btree", false, Optional.empty(), List.of());
    }

    /** The same of another access method. */
    public IndexContract using(String otherMethod) {
        return new IndexContract(keys, otherMethod, isUnique, predicate, includedColumns);
    }

    /** The same, unique. */
    public IndexContract unique() {
        return new IndexContract(keys, method, true, predicate, includedColumns);
    }

    /** The same of the rows that satisfy a condition. */
    public IndexContract where(String condition) {
        return new IndexContract(keys, method, isUnique, Optional.of(condition), includedColumns);
    }

    /** The same with columns of INCLUDE. */
    public IndexContract including(String... columns) {
        return new IndexContract(keys, method, isUnique, predicate, List.of(columns));
    }
}
