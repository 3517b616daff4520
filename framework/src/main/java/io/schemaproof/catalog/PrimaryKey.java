package io.schemaproof.catalog;

/**
 * A primary key.
 *
 * @since 0.1
 */
public final class PrimaryKey extends KeyConstraint {

    PrimaryKey(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }
}
