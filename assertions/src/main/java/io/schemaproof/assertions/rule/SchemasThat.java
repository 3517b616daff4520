package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Namespace;

/**
 * Choose schemas.
 *
 * @since 0.1
 */
public final class SchemasThat extends ObjectsThat<Namespace, SchemasShould, SchemasThat> {

    SchemasThat(Selection<Namespace> selection) {
        super(selection);
    }

    @Override
    SchemasThat with(Selection<Namespace> next) {
        return new SchemasThat(next);
    }

    @Override
    SchemasShould should(Selection<Namespace> chosen) {
        return new SchemasShould(chosen);
    }
}
