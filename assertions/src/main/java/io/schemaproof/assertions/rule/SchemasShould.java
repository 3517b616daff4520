package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Namespace;

/**
 * Demand something of schemas.
 *
 * @since 0.1
 */
public final class SchemasShould extends ObjectsShould<Namespace, SchemasShould> {

    SchemasShould(Selection<Namespace> selection) {
        super(selection);
    }
}
