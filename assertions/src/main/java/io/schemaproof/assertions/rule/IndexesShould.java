package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Index;

/**
 * Demand something of indexes.
 *
 * @since 0.1
 */
public final class IndexesShould extends ObjectsShould<Index, IndexesShould> {

    IndexesShould(Selection<Index> selection) {
        super(selection);
    }

    /** Demand that queries can use them. */
    public ObjectRule<Index> beValid() {
        return satisfy(Conditions.validIndex());
    }

    /** Demand an access method. */
    public ObjectRule<Index> useMethod(String method) {
        return satisfy("use " + method, index -> index.method().equals(method), index -> "uses " + index.method());
    }
}
