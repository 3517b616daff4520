package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.View;

/**
 * Demand something of views.
 *
 * @since 0.1
 */
public final class ViewsShould extends ObjectsShould<View, ViewsShould> {

    ViewsShould(Selection<View> selection) {
        super(selection);
    }

    /** Demand that they read with the rights of whoever asks; PostgreSQL 15 and later. */
    public ObjectRule<View> beSecurityInvoker() {
        return satisfy(Conditions.securityInvoker());
    }
}
