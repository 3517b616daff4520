package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Table;

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
 * @param indexes those that belong to no constraint
 * @param parts what is compared; all but comments, triggers and row level security, and those too where the contract has one
 * @param allowsOthers whether columns, constraints, indexes, partitions and comments that the contract does not name are let pass
 * @since 0.1
 */
public record TableContract(
        List<ColumnContract> columns,
        TableConstraints constraints,
        List<IndexContract> indexes,
        TableShape shape,
        Set<TablePart> parts,
        boolean allowsOthers) {

    public TableContract {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A contract that compares no part of a table says nothing.");
        }
        parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
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
        Set<TablePart> parts = EnumSet.allOf(TablePart.class);
        parts.removeAll(TablePart.ON_DEMAND);
        if (Arrays.stream(columns).allMatch(column -> column.comment().isEmpty())) {
            parts.remove(TablePart.COMMENTS);
        }
        return new TableContract(
                List.of(columns), TableConstraints.none(), List.of(), TableShape.ordinary(), parts, false);
    }

    /** The same with a primary key, which cannot be deferred. */
    public TableContract primaryKey(String... names) {
        return primaryKey(KeyContract.key(names));
    }

    /** Do the same with jOOQ fields. */
    public TableContract primaryKey(Field<?> first, Field<?>... more) {
        return primaryKey(Names.unqualified(first, more));
    }

    /** The same with a primary key. */
    public TableContract primaryKey(KeyContract key) {
        return with(constraints.primaryKey(key));
    }

    /** The same with a foreign key. */
    public TableContract foreignKey(ForeignKeyContract key) {
        return with(constraints.foreignKey(key));
    }

    /** The same with a unique constraint, which cannot be deferred and for which NULLs are distinct. */
    public TableContract unique(String... names) {
        return unique(KeyContract.key(names));
    }

    /** Do the same with jOOQ fields. */
    public TableContract unique(Field<?> first, Field<?>... more) {
        return unique(Names.unqualified(first, more));
    }

    /** The same with a unique constraint. */
    public TableContract unique(KeyContract key) {
        return with(constraints.unique(key));
    }

    /** The same with a check constraint that holds for every row and for children of the table. */
    public TableContract check(String condition) {
        return check(CheckContract.check(condition));
    }

    /** The same with a check constraint. */
    public TableContract check(CheckContract check) {
        return with(constraints.check(check));
    }

    /** The same with an exclusion constraint, written as behind ADD. */
    public TableContract exclusion(String definition) {
        return with(constraints.exclusion(definition));
    }

    /** The same with an index that belongs to no constraint. */
    public TableContract index(IndexContract index) {
        return new TableContract(
                columns, constraints, TableConstraints.and(indexes, index), shape, parts, allowsOthers);
    }

    /** The same, partitioned by a key as PARTITION BY takes it: {@code RANGE (created_at)}. */
    public TableContract partitionBy(String key) {
        return with(shape.partitionBy(key));
    }

    /** The same with a partition; say {@link #partitionBy} before. */
    public TableContract partition(PartitionContract partition) {
        return with(shape.partition(partition));
    }

    /** The same with tables that it inherits from, in order; its columns are named all the same. */
    public TableContract inherits(String... tables) {
        return with(shape.inherits(List.of(tables)));
    }

    /** Do the same with jOOQ tables. */
    public TableContract inherits(Table<?> first, Table<?>... more) {
        return inherits(Names.of(first, more));
    }

    /** The same, not written to the log. */
    public TableContract unlogged() {
        return with(shape.unlogged());
    }

    /** The same as a foreign table of a server. */
    public TableContract foreign(String server) {
        return with(shape.on(server));
    }

    /** The same with a comment; from then on those on the columns are compared too. */
    public TableContract withComment(String text) {
        return with(shape.withComment(text), TablePart.COMMENTS);
    }

    /** The same with a trigger; without one, triggers are not compared. */
    public TableContract trigger(TriggerContract trigger) {
        return with(shape.trigger(trigger), TablePart.TRIGGERS);
    }

    /** The same with row level security, which is not compared before. */
    public TableContract rowSecurity(RowSecurityContract security) {
        return with(shape.rowSecurity(security), TablePart.ROW_SECURITY);
    }

    private TableContract with(TableShape other, TablePart compared) {
        Set<TablePart> more = EnumSet.copyOf(parts);
        more.add(compared);
        return new TableContract(columns, constraints, indexes, other, more, allowsOthers);
    }

    /** The same, compared in these parts alone. */
    public TableContract only(TablePart first, TablePart... more) {
        return new TableContract(columns, constraints, indexes, shape, EnumSet.of(first, more), allowsOthers);
    }

    /** The same, not compared in these parts. */
    public TableContract ignoring(TablePart first, TablePart... more) {
        Set<TablePart> rest = EnumSet.copyOf(parts);
        rest.removeAll(EnumSet.of(first, more));
        return new TableContract(columns, constraints, indexes, shape, rest, allowsOthers);
    }

    /** The same, letting pass what it does not name. */
    public TableContract allowingOthers() {
        return new TableContract(columns, constraints, indexes, shape, parts, true);
    }

    private TableContract with(TableConstraints others) {
        return new TableContract(columns, others, indexes, shape, parts, allowsOthers);
    }

    private TableContract with(TableShape other) {
        return new TableContract(columns, constraints, indexes, other, parts, allowsOthers);
    }
}
