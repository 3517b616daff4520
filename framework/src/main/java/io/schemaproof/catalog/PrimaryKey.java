package io.schemaproof.catalog;

import java.util.Optional;

/**
 * A primary key.
 *
 * @since 0.1
 */
public final class PrimaryKey extends Constraint {

    PrimaryKey(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The index that enforces it. */
    public Optional<Index> index() {
        return object.attribute("index").flatMap(catalog::index);
    }
}
