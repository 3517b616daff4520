package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.TypedObject;

/**
 * Demand something of objects of several kinds.
 *
 * @since 0.1
 */
public final class AnythingShould extends ObjectsShould<TypedObject, AnythingShould> {

    AnythingShould(Selection<TypedObject> selection) {
        super(selection);
    }
}
