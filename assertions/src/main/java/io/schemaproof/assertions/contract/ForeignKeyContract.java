package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.ReferentialAction;
import java.util.List;

/**
 * What a foreign key has to be: MATCH SIMPLE and not deferrable, with these columns, target and actions.
 *
 * @param columns in order
 * @param table that is referenced
 * @param referencedColumns in the order of the columns
 * @since 0.1
 */
public record ForeignKeyContract(
        List<String> columns,
        String table,
        List<String> referencedColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate) {

    public ForeignKeyContract {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException("A foreign key on " + columns + " cannot reference " + referencedColumns
                    + ": name as many columns on both sides.");
        }
    }

    /** Begin with the columns of the key. */
    public static Columns foreignKey(String... columns) {
        return new Columns(List.of(columns));
    }

    /** The same with an action on DELETE; NO ACTION otherwise. */
    public ForeignKeyContract onDelete(ReferentialAction action) {
        return new ForeignKeyContract(columns, table, referencedColumns, action, onUpdate);
    }

    /** The same with an action on UPDATE; NO ACTION otherwise. */
    public ForeignKeyContract onUpdate(ReferentialAction action) {
        return new ForeignKeyContract(columns, table, referencedColumns, onDelete, action);
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

        /** Say what is referenced. */
        public ForeignKeyContract references(String table, String... columns) {
            return new ForeignKeyContract(
                    names, table, List.of(columns), ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION);
        }

        /** Say what is referenced. */
        public ForeignKeyContract references(org.jooq.Table<?> table, String... columns) {
            return references(Names.of(table), columns);
        }
    }
}
