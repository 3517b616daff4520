package io.schemaproof.catalog;

/**
 * An installed extension.
 *
 * @since 0.1
 */
public final class Extension extends TypedObject {

    Extension(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    public String version() {
        return text("version");
    }

    /** The schema that holds its objects. */
    @Override
    public String schema() {
        return QualifiedName.parts(text("schema")).get(0);
    }
}
