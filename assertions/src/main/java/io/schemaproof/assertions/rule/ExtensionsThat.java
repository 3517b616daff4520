package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Extension;

/**
 * Choose extensions.
 *
 * @since 0.1
 */
public final class ExtensionsThat extends ObjectsThat<Extension, ExtensionsShould, ExtensionsThat> {

    ExtensionsThat(Selection<Extension> selection) {
        super(selection);
    }

    @Override
    ExtensionsThat with(Selection<Extension> next) {
        return new ExtensionsThat(next);
    }

    @Override
    ExtensionsShould should(Selection<Extension> chosen) {
        return new ExtensionsShould(chosen);
    }
}
