package io.schemaproof.catalog;

/**
 * A check constraint.
 *
 * @since 0.1
 */
public final class CheckConstraint extends Constraint {

    CheckConstraint(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    /** The condition as PostgreSQL writes it. */
    public String expression() {
        return text("expression");
    }
}
