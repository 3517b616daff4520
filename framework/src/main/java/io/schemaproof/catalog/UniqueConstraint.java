package io.schemaproof.catalog;

/**
 * A unique constraint.
 *
 * @since 0.1
 */
public final class UniqueConstraint extends KeyConstraint {

    UniqueConstraint(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }
}
