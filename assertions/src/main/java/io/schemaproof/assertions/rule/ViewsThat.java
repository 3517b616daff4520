package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.View;

/**
 * Choose views and materialized views.
 *
 * @since 0.1
 */
public final class ViewsThat extends ObjectsThat<View, ViewsShould, ViewsThat> {

    ViewsThat(Selection<View> selection) {
        super(selection);
    }

    @Override
    ViewsThat with(Selection<View> next) {
        return new ViewsThat(next);
    }

    @Override
    ViewsShould should(Selection<View> chosen) {
        return new ViewsShould(chosen);
    }

    /** Choose materialized views. */
    public ViewsThat areMaterialized() {
        return satisfy("are materialized", View::isMaterialized);
    }
}
