package io.schemaproof.assertions.core;

import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/** Shows the object of an assertion by its place, also where AssertJ's own assertions fail. */
final class OwnRepresentation implements Representation {

    private final AbstractSchemaproofAssert<?, ?> assertion;
    private final Representation others;

    OwnRepresentation(AbstractSchemaproofAssert<?, ?> assertion, Representation others) {
        this.assertion = assertion;
        this.others = others;
    }

    @Override
    public String toStringOf(@Nullable Object object) {
        return object != null && object == assertion.actual() ? assertion.where() : others.toStringOf(object);
    }

    @Override
    public String unambiguousToStringOf(@Nullable Object object) {
        return object != null && object == assertion.actual()
                ? assertion.where()
                : others.unambiguousToStringOf(object);
    }
}
