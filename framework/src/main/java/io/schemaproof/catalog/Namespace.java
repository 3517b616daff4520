package io.schemaproof.catalog;

/**
 * A schema as an object of the catalogue, which PostgreSQL calls a namespace; {@link Schema} is a whole database.
 *
 * @since 0.1
 */
public final class Namespace extends TypedObject {

    Namespace(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** Its own name, so that it lies in itself. */
    @Override
    public String schema() {
        return name();
    }
}
