package io.schemaproof.catalog;

import java.util.Optional;

/**
 * A sequence. Its current value is data and not part of a catalogue.
 *
 * @since 0.1
 */
public final class Sequence extends TypedObject {

    Sequence(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    public String type() {
        return text("type");
    }

    public long start() {
        return Long.parseLong(text("start"));
    }

    public long increment() {
        return Long.parseLong(text("increment"));
    }

    public long minimum() {
        return Long.parseLong(text("minimum"));
    }

    public long maximum() {
        return Long.parseLong(text("maximum"));
    }

    /** How many numbers a session takes at once. */
    public long cache() {
        return Long.parseLong(text("cache"));
    }

    public boolean isCycling() {
        return object.is("cycle");
    }

    /** The column with which it is dropped: {@code public.orders.id}. */
    public Optional<String> ownedBy() {
        return object.attribute("owned by");
    }
}
