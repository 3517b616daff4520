package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Extension;

/**
 * Demand something of extensions.
 *
 * @since 0.1
 */
public final class ExtensionsShould extends ObjectsShould<Extension, ExtensionsShould> {

    ExtensionsShould(Selection<Extension> selection) {
        super(selection);
    }
}
