package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The constraints of a table's contract.
 *
 * @param primaryKey empty where there must be none
 * @param uniqueKeys each unique constraint; a unique index without one is an index
 * @param exclusions each exclusion constraint, as in {@code EXCLUDE USING gist (during WITH &&)}
 * @since 0.1
 */
public record TableConstraints(
        Optional<KeyContract> primaryKey,
        List<ForeignKeyContract> foreignKeys,
        List<KeyContract> uniqueKeys,
        List<CheckContract> checks,
        List<String> exclusions) {

    public TableConstraints {
        foreignKeys = List.copyOf(foreignKeys);
        uniqueKeys = List.copyOf(uniqueKeys);
        checks = List.copyOf(checks);
        exclusions = List.copyOf(exclusions);
        if (primaryKey.filter(KeyContract::nullsNotDistinct).isPresent()) {
            throw new IllegalArgumentException("A primary key has no NULLs that could be distinct.");
        }
    }

    /** No constraint at all. */
    public static TableConstraints none() {
        return new TableConstraints(Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }

    TableConstraints primaryKey(KeyContract key) {
        return new TableConstraints(Optional.of(key), foreignKeys, uniqueKeys, checks, exclusions);
    }

    TableConstraints foreignKey(ForeignKeyContract key) {
        return new TableConstraints(primaryKey, and(foreignKeys, key), uniqueKeys, checks, exclusions);
    }

    TableConstraints unique(KeyContract key) {
        return new TableConstraints(primaryKey, foreignKeys, and(uniqueKeys, key), checks, exclusions);
    }

    TableConstraints check(CheckContract check) {
        return new TableConstraints(primaryKey, foreignKeys, uniqueKeys, and(checks, check), exclusions);
    }

    TableConstraints exclusion(String definition) {
        return new TableConstraints(primaryKey, foreignKeys, uniqueKeys, checks, and(exclusions, definition));
    }

    static <T> List<T> and(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
