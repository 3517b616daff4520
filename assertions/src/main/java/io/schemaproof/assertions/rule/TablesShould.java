package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Table;
import org.jooq.Field;

/**
 * Demand something of tables.
 *
 * @since 0.1
 */
public final class TablesShould extends ObjectsShould<Table, TablesShould> {

    TablesShould(Selection<Table> selection) {
        super(selection);
    }

    /** Demand a primary key. */
    public ObjectRule<Table> havePrimaryKey() {
        return satisfy(Conditions.primaryKey());
    }

    /** Demand a column of this name and type, written in any way the server knows. */
    public ObjectRule<Table> haveColumn(String name, String type) {
        return satisfy(Conditions.columnOfType(name, type));
    }

    /** Demand a column of this name and type, whatever table of jOOQ it is a field of. */
    public ObjectRule<Table> haveColumn(Field<?> column, String type) {
        return haveColumn(Names.unqualified(column), type);
    }

    /** Demand columns of these names. */
    public ObjectRule<Table> haveColumns(String... names) {
        return satisfy(Conditions.columns(names));
    }

    /** Demand columns of these names, whatever tables of jOOQ they are fields of. */
    public ObjectRule<Table> haveColumns(Field<?> first, Field<?>... more) {
        return haveColumns(Names.unqualified(first, more));
    }

    /** Demand that row level security is on. */
    public ObjectRule<Table> haveRowSecurity() {
        return satisfy(Conditions.rowSecurity());
    }

    /** Demand that row level security is on, and for the owner too. */
    public ObjectRule<Table> haveForcedRowSecurity() {
        return satisfy(Conditions.forcedRowSecurity());
    }

    /** Demand at most so many columns. */
    public ObjectRule<Table> haveAtMostColumns(int most) {
        return satisfy(
                "have at most " + most + " columns",
                table -> table.columns().size() <= most,
                table -> "has " + table.columns().size() + " columns");
    }
}
