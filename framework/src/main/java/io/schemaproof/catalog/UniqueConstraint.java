package io.schemaproof.catalog;

import java.util.Optional;

/**
 * A unique constraint.
 *
 * @since 0.1
 */
public final class UniqueConstraint extends Constraint {

    UniqueConstraint(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The index that enforces it. */
    public Optional<Index> index() {
        return object.attribute("index").flatMap(catalog::index);
    }
}
