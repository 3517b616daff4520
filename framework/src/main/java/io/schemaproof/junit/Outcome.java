package io.schemaproof.junit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The value or the exception of work that is done once; whoever comes meanwhile waits. */
final class Outcome<V> {

    private @Nullable V value;
    private @Nullable RuntimeException failure;

    synchronized V get(Supplier<V> work) {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            try {
                value = work.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return value;
    }
}
