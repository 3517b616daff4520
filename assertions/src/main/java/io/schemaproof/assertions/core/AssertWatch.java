package io.schemaproof.assertions.core;

import io.schemaproof.catalog.ObjectId;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * See every call of an assertion object and of those that it leads to.
 *
 * @since 0.1
 */
public interface AssertWatch {

    /** The chain has come to an assertion object. */
    default void reached(AbstractSchemaproofAssert<?, ?> assertion) {}

    /**
     * A method was called, whether it fails or not.
     *
     * @param leadsOn whether it returned something else than the assertion object that it was called on
     */
    default void called(
            AbstractSchemaproofAssert<?, ?> assertion, Method method, @Nullable Object[] arguments, boolean leadsOn) {}

    /** A check was about these objects too. */
    default void covered(Iterable<ObjectId> objects) {}

    /** A method has failed. Returning means to go on as if it had not; to stop, throw. */
    void failed(AssertionError error);
}
