package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.structure.Canonical;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.Table;
import java.util.Optional;

/**
 * Choose columns of tables.
 *
 * @since 0.1
 */
public final class ColumnsThat extends ObjectsThat<Column, ColumnsShould, ColumnsThat> {

    ColumnsThat(Selection<Column> selection) {
        super(selection);
    }

    @Override
    ColumnsThat with(Selection<Column> next) {
        return new ColumnsThat(next);
    }

    @Override
    ColumnsShould should(Selection<Column> chosen) {
        return new ColumnsShould(chosen);
    }

    /** Choose columns of a type, written in any way the server knows. */
    public ColumnsThat areOfType(String type) {
        return satisfy(new ObjectPredicate<>("are of type " + type, schema -> {
            String canonical = new Canonical(schema.dataSource()).type(type);
            return column -> column.type().equals(canonical);
        }));
    }

    /** Choose columns that allow NULL. */
    public ColumnsThat areNullable() {
        return satisfy("are nullable", Column::isNullable);
    }

    /** Choose identity columns. */
    public ColumnsThat areIdentity() {
        return satisfy("are identity columns", column -> column.identityGeneration() != IdentityGeneration.NO_IDENTITY);
    }

    /** Choose columns of a table; its name may have a schema. */
    public ColumnsThat areInTable(String table) {
        return satisfy(new ObjectPredicate<>("are in table " + table, schema -> {
            Optional<Table> found = schema.catalog().table(table);
            return column -> found.isPresent() && column.table().equals(found);
        }));
    }

    /** Choose columns of a table of jOOQ. */
    public ColumnsThat areInTable(org.jooq.Table<?> table) {
        return areInTable(Names.of(table));
    }

    /** Choose columns of the primary key. */
    public ColumnsThat areInPrimaryKey() {
        return satisfy(
                "are in the primary key",
                column -> column.table()
                        .flatMap(Table::primaryKey)
                        .filter(key -> key.columns().contains(column.name()))
                        .isPresent());
    }
}
