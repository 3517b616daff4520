package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a table has to be: these columns, keys, checks and indexes, and no other. Names of constraints and indexes and the
 * order of columns are free.
 *
 * <pre>{@code
 * TableContract.ofColumns(
 *                 column("id", "bigint").asIdentity(ALWAYS),
 *                 column("customer_id", "bigint").notNull(),
 *                 column("total", "numeric(10, 2)").notNull().withDefault("0"))
 *         .primaryKey("id")
 *         .foreignKey(foreignKey("customer_id").references("customers", "id").onDelete(CASCADE))
 *         .check("total >= 0")
 *         .index(index("customer_id"));
 * }</pre>
 *
 * @param primaryKeyColumns in order; empty where there must be no primary key
 * @param uniqueKeys the columns of each unique constraint; a unique index without one is an index
 * @param checks the condition of each check constraint
 * @param exclusions each exclusion constraint, as in {@code EXCLUDE USING gist (during WITH &&)}
 * @param indexes those that belong to no constraint
 * @since 0.1
 */
public record TableContract(
        List<ColumnContract> columns,
        List<String> primaryKeyColumns,
        List<ForeignKeyContract> foreignKeys,
        List<List<String>> uniqueKeys,
        List<String> checks,
        List<String> exclusions,
        List<IndexContract> indexes) {

    public TableContract {
        columns = List.copyOf(columns);
        primaryKeyColumns = List.copyOf(primaryKeyColumns);
        foreignKeys = List.copyOf(foreignKeys);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        checks = List.copyOf(checks);
        exclusions = List.copyOf(exclusions);
        indexes = List.copyOf(indexes);
        long different = columns.stream()
                .map(column -> Names.column(column.name()))
                .distinct()
                .count();
        if (different != columns.size()) {
            throw new IllegalArgumentException("A column stands twice in "
                    + columns.stream().map(ColumnContract::name).toList() + ".");
        }
    }

    /** A table of these columns without anything else. */
    public static TableContract ofColumns(ColumnContract... columns) {
        return new TableContract(List.of(columns), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** The same with a primary key, which cannot be deferred. */
    public TableContract primaryKey(String... names) {
        return new TableContract(columns, List.of(names), foreignKeys, uniqueKeys, checks, exclusions, indexes);
    }

    /** The same with a foreign key. */
    public TableContract foreignKey(ForeignKeyContract key) {
        return new TableContract(
                columns, primaryKeyColumns, and(foreignKeys, key), uniqueKeys, checks, exclusions, indexes);
    }

    /** The same with a unique constraint, which cannot be deferred and for which NULLs are distinct. */
    public TableContract unique(String... names) {
        return new TableContract(
                columns, primaryKeyColumns, foreignKeys, and(uniqueKeys, List.of(names)), checks, exclusions, indexes);
    }

    /** The same with a check constraint. */
    public TableContract check(String condition) {
        return new TableContract(
                columns, primaryKeyColumns, foreignKeys, uniqueKeys, and(checks, condition), exclusions, indexes);
    }

    /** The same with an exclusion constraint, written as behind ADD. */
    public TableContract exclusion(String definition) {
        return new TableContract(
                columns, primaryKeyColumns, foreignKeys, uniqueKeys, checks, and(exclusions, definition), indexes);
    }

    /** The same with an index that belongs to no constraint. */
    public TableContract index(IndexContract index) {
        return new TableContract(
                columns, primaryKeyColumns, foreignKeys, uniqueKeys, checks, exclusions, and(indexes, index));
    }

    private static <T> List<T> and(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
