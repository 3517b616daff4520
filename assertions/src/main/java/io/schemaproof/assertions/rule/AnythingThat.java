package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.TypedObject;

/**
 * Choose objects of several kinds.
 *
 * @since 0.1
 */
public final class AnythingThat extends ObjectsThat<TypedObject, AnythingShould, AnythingThat> {

    AnythingThat(Selection<TypedObject> selection) {
        super(selection);
    }

    @Override
    AnythingThat with(Selection<TypedObject> next) {
        return new AnythingThat(next);
    }

    @Override
    AnythingShould should(Selection<TypedObject> chosen) {
        return new AnythingShould(chosen);
    }

    /** Choose objects of a kind. */
    public AnythingThat areOfKind(ObjectKind kind) {
        return satisfy("are of kind " + kind.word(), object -> object.id().kind() == kind);
    }
}
