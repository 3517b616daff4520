package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Table;
import org.jooq.Field;

/**
 * Choose tables.
 *
 * @since 0.1
 */
public final class TablesThat extends ObjectsThat<Table, TablesShould, TablesThat> {

    TablesThat(Selection<Table> selection) {
        super(selection);
    }

    @Override
    TablesThat with(Selection<Table> next) {
        return new TablesThat(next);
    }

    @Override
    TablesShould should(Selection<Table> chosen) {
        return new TablesShould(chosen);
    }

    /** Choose partitioned tables. */
    public TablesThat arePartitioned() {
        return satisfy("are partitioned", Table::isPartitioned);
    }

    /** Choose tables that are a partition of another. */
    public TablesThat arePartitions() {
        return satisfy("are partitions", table -> table.partitionOf().isPresent());
    }

    /** Choose foreign tables. */
    public TablesThat areForeign() {
        return satisfy("are foreign tables", Table::isForeign);
    }

    /** Choose unlogged tables. */
    public TablesThat areUnlogged() {
        return satisfy("are unlogged", Table::isUnlogged);
    }

    /** Choose tables with a column of this name. */
    public TablesThat haveColumn(String name) {
        return satisfy("have a column " + name, table -> table.column(name).isPresent());
    }

    /** Choose tables with a column of this name, whatever table of jOOQ it is a field of. */
    public TablesThat haveColumn(Field<?> column) {
        return haveColumn(Names.unqualified(column));
    }

    /** Choose tables with a primary key. */
    public TablesThat havePrimaryKey() {
        return satisfy("have a primary key", table -> table.primaryKey().isPresent());
    }

    /** Choose tables with row level security on. */
    public TablesThat haveRowSecurity() {
        return satisfy("have row level security", Table::isRowSecurityEnabled);
    }
}
