package io.schemaproof.catalog;

import java.util.Optional;

/**
 * A primary key or a unique constraint: what a unique index enforces.
 *
 * @since 0.1
 */
public abstract sealed class KeyConstraint extends Constraint permits PrimaryKey, UniqueConstraint {

    KeyConstraint(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The index that enforces it. */
    public Optional<Index> index() {
        return object.attribute("index").flatMap(catalog::index);
    }
}
