package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;

/**
 * What an index that belongs to no constraint has to be; it must be valid too.
 *
 * @param keys columns or expressions as CREATE INDEX takes them; what is not said, such as DESC, must be at its default
 * @param isUnique whether no two rows can agree
 * @param nullsNotDistinct whether NULLs count as equal in a unique index; PostgreSQL 15 and later
 * @param predicate the condition of a partial index
 * @param includedColumns those of INCLUDE, in order
 * @since 0.1
 */
public record IndexContract(
        List<String> keys,
        String method,
        boolean isUnique,
        boolean nullsNotDistinct,
        Optional<String> predicate,
        List<String> includedColumns) {

    public IndexContract {
        keys = List.copyOf(keys);
        includedColumns = List.copyOf(includedColumns);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Name at least one key of the index.");
        }
        if (nullsNotDistinct && !isUnique) {
            throw new IllegalArgumentException("NULLS NOT DISTINCT says something of a unique index only.");
        }
    }

    /** A B-tree of all rows that is not unique. */
    public static IndexContract index(String... keys) {
        return new IndexContract(List.of(keys), "btree", false, false, Optional.empty(), List.of());
    }

    /** Do the same with jOOQ fields. */
    public static IndexContract index(Field<?> first, Field<?>... more) {
        return index(Names.unqualified(first, more));
    }

    /** What an index is. */
    static IndexContract of(Index index) {
        return new IndexContract(
                index.keys().stream()
                        .map(key -> (key.isColumn() ? Names.quote(key.expression()) : "(" + key.expression() + ")")
                                + modifiers(key))
                        .toList(),
                index.method(),
                index.isUnique(),
                index.isNullsNotDistinct(),
                index.predicate(),
                index.includedColumns().stream().map(Names::quote).toList());
    }

    /** What follows a key's column or expression: collation, operator class and order, where not at their defaults. */
    public static String modifiers(IndexKey key) {
        String nulls = key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST";
        return key.collation().map(collation -> " COLLATE " + collation).orElse("")
                + key.operatorClass().map(operators -> " " + operators).orElse("")
                + (key.descending() ? " DESC" : "")
                + nulls;
    }

    /** The same of another access method. */
    public IndexContract using(String otherMethod) {
        return new IndexContract(keys, otherMethod, isUnique, nullsNotDistinct, predicate, includedColumns);
    }

    /** The same, unique; NULLs are distinct. */
    public IndexContract unique() {
        return new IndexContract(keys, method, true, false, predicate, includedColumns);
    }

    /** The same, unique, with NULLs that count as equal; PostgreSQL 15 and later. */
    public IndexContract uniqueNullsNotDistinct() {
        return new IndexContract(keys, method, true, true, predicate, includedColumns);
    }

    /** The same of the rows that satisfy a condition. */
    public IndexContract where(String condition) {
        return new IndexContract(keys, method, isUnique, nullsNotDistinct, Optional.of(condition), includedColumns);
    }

    /** The same with columns of INCLUDE. */
    public IndexContract including(String... columns) {
        return new IndexContract(keys, method, isUnique, nullsNotDistinct, predicate, List.of(columns));
    }

    /** Do the same with jOOQ fields. */
    public IndexContract including(Field<?> first, Field<?>... more) {
        return including(Names.unqualified(first, more));
    }
}
