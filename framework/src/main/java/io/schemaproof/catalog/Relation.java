package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A table, foreign table, view, materialized view or sequence, seen as something that has a name and perhaps columns.
 *
 * @since 0.1
 */
public final class Relation extends TypedObject {

    Relation(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The columns in order; a sequence has none. */
    public List<Column> columns() {
        return Column.of(catalog, id());
    }

    /** The column of this name, quoted or not. */
    public Optional<Column> column(String name) {
        return Column.find(columns(), name);
    }
}
