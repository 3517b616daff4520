package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.ReferentialAction;
import java.util.List;
import org.jooq.Field;

/**
 * What a foreign key has to be.
 *
 * @param columns in order
 * @param table that is referenced
 * @param referencedColumns in the order of the columns
 * @param onDeleteColumns those that SET NULL or SET DEFAULT sets; empty where it sets all; PostgreSQL 15 and later
 * @param hasPeriod whether the last column is a PERIOD; PostgreSQL 18 and later
 * @since 0.1
 */
public record ForeignKeyContract(
        List<String> columns,
        String table,
        List<String> referencedColumns,
        ReferentialAction onDelete,
        List<String> onDeleteColumns,
        ReferentialAction onUpdate,
        MatchType match,
        boolean hasPeriod,
        ConstraintTiming timing,
        ConstraintState state) {

    public ForeignKeyContract {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        onDeleteColumns = List.copyOf(onDeleteColumns);
        if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException("A foreign key on " + columns + " cannot reference " + referencedColumns
                    + ": name as many columns on both sides.");
        }
        if (!onDeleteColumns.isEmpty()
                && onDelete != ReferentialAction.SET_NULL
                && onDelete != ReferentialAction.SET_DEFAULT) {
            throw new IllegalArgumentException(
                    "Only ON DELETE SET NULL and SET DEFAULT name columns, not " + onDelete + ".");
        }
    }

    /** Begin with the columns of the key. */
    public static Columns foreignKey(String... columns) {
        return new Columns(List.of(columns));
    }

    /** Do the same with jOOQ fields. */
    public static Columns foreignKey(Field<?> first, Field<?>... more) {
        return foreignKey(Names.unqualified(first, more));
    }

    /**
     * The same with an action on DELETE; NO ACTION otherwise.
     *
     * @param setColumns those that SET NULL or SET DEFAULT sets; all of the key where none is named
     */
    public ForeignKeyContract onDelete(ReferentialAction action, String... setColumns) {
        return new ForeignKeyContract(
                columns,
                table,
                referencedColumns,
                action,
                List.of(setColumns),
                onUpdate,
                match,
                hasPeriod,
                timing,
                state);
    }

    /** Do the same with jOOQ fields. */
    public ForeignKeyContract onDelete(ReferentialAction action, Field<?> first, Field<?>... more) {
        return onDelete(action, Names.unqualified(first, more));
    }

    /** The same with an action on UPDATE; NO ACTION otherwise. */
    public ForeignKeyContract onUpdate(ReferentialAction action) {
        return new ForeignKeyContract(
                columns, table, referencedColumns, onDelete, onDeleteColumns, action, match, hasPeriod, timing, state);
    }

    /** The same, MATCH FULL: either all columns are NULL or none is. */
    public ForeignKeyContract matchFull() {
        return new ForeignKeyContract(
                columns,
                table,
                referencedColumns,
                onDelete,
                onDeleteColumns,
                onUpdate,
                MatchType.FULL,
                hasPeriod,
                timing,
                state);
    }

    /** The same with a PERIOD as its last column; PostgreSQL 18 and later. */
    public ForeignKeyContract period() {
        return new ForeignKeyContract(
                columns, table, referencedColumns, onDelete, onDeleteColumns, onUpdate, match, true, timing, state);
    }

    /** The same, checked at another time. */
    public ForeignKeyContract checked(ConstraintTiming when) {
        return new ForeignKeyContract(
                columns, table, referencedColumns, onDelete, onDeleteColumns, onUpdate, match, hasPeriod, when, state);
    }

    /** The same, NOT VALID or NOT ENFORCED. */
    public ForeignKeyContract in(ConstraintState other) {
        return new ForeignKeyContract(
                columns,
                table,
                referencedColumns,
                onDelete,
                onDeleteColumns,
                onUpdate,
                match,
                hasPeriod,
                timing,
                other);
    }

    /**
     * The columns of a key whose target is not yet said.
     *
     * @param names in order
     */
    public record Columns(List<String> names) {

        public Columns {
            names = List.copyOf(names);
        }

        /** Say what is referenced: NO ACTION, MATCH SIMPLE, not deferrable, for every row. */
        public ForeignKeyContract references(String table, String... columns) {
            return new ForeignKeyContract(
                    names,
                    table,
                    List.of(columns),
                    ReferentialAction.NO_ACTION,
                    List.of(),
                    ReferentialAction.NO_ACTION,
                    MatchType.SIMPLE,
                    false,
                    ConstraintTiming.NOT_DEFERRABLE,
                    ConstraintState.VALID);
        }

        /** Say what is referenced. */
        public ForeignKeyContract references(org.jooq.Table<?> table, String... columns) {
            return references(Names.of(table), columns);
        }

        /** Say what is referenced. */
        public ForeignKeyContract references(org.jooq.Table<?> table, Field<?> first, Field<?>... more) {
            return references(Names.of(table), Names.unqualified(first, more));
        }
    }
}
