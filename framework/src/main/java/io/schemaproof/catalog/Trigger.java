package io.schemaproof.catalog;

/**
 * A trigger that somebody made; those the server makes for constraints are not among them.
 *
 * @since 0.1
 */
public final class Trigger extends TypedObject {

    Trigger(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The definition as {@code pg_get_triggerdef} writes it. */
    public String definition() {
        return text("definition");
    }

    /** The function with its argument types. */
    public String function() {
        return text("function");
    }

    /** Whether it fires in an ordinary session. */
    public boolean isEnabled() {
        return text("enabled").equals("origin") || text("enabled").equals("always");
    }
}
