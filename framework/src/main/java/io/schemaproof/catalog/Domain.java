package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A domain.
 *
 * @since 0.1
 */
public final class Domain extends TypedObject {

    Domain(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    public String baseType() {
        return text("base type");
    }

    public boolean isNullable() {
        return !text("nullable").equals("no");
    }

    public Optional<String> defaultExpression() {
        return object.attribute("default");
    }

    public List<Constraint> constraints() {
        return catalog.children(id()).stream()
                .map(child -> new Constraint(catalog, child))
                .toList();
    }
}
