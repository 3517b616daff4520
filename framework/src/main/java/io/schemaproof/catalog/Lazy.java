package io.schemaproof.catalog;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of an immutable value that is worked out when somebody first asks for it: thousands of assertions ask one table for
 * the same parts, and most snapshots are compared as a whole. Several threads may work it out at once, all alike.
 */
final class Lazy<T> {

    private final Supplier<T> source;
    private final AtomicReference<@Nullable T> value = new AtomicReference<>();

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        T known = value.get();
        if (known == null) {
            known = source.get();
            value.set(known);
        }
        return known;
    }
}
