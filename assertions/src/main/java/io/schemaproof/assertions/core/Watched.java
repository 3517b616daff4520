package io.schemaproof.assertions.core;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Consumer;
import org.assertj.core.api.Assert;
import org.jspecify.annotations.Nullable;

/** Passes the calls of a proxy on to the assertion object behind it, and tells the watch how they end. */
final class Watched implements InvocationHandler {

    private static final Object[] NONE = {};

    private final AbstractSchemaproofAssert<?, ?> behind;
    private final AssertWatch watch;

    Watched(AbstractSchemaproofAssert<?, ?> behind, AssertWatch watch) {
        this.behind = behind;
        this.watch = watch;
        behind.watchedBy(watch);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Whether it is the same object is the question; AssertJ forbids equals.
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NONE : given;
        Object result;
        try {
            method.setAccessible(true);
            result = method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError error) {
                watch.called(behind.real(), method, arguments, leadsOn(proxy, method, error, arguments));
                watch.failed(error);
                return leadsOn(proxy, method, error, arguments) ? Nothing.insteadOf(method, proxy) : proxy;
            }
            throw e.getCause() == null ? e : e.getCause();
        }
        if (result instanceof AbstractSchemaproofAssert<?, ?> next) {
            boolean same = next.real() == behind.real();
            watch.called(behind.real(), method, arguments, !same);
            return same ? proxy : AssertProxies.watching(next, watch);
        }
        watch.called(behind.real(), method, arguments, result != null);
        return result;
    }

    /** After a failed check the chain goes on with the object itself; after a failed way to another one, with nothing. */
    private static boolean leadsOn(Object proxy, Method method, AssertionError error, @Nullable Object[] arguments) {
        boolean way = error instanceof MissingObjectError
                && Arrays.stream(arguments).noneMatch(Consumer.class::isInstance)
                && !method.getName().matches("(?:has|is|does)[A-Z].*");
        return way
                || !Assert.class.isAssignableFrom(method.getReturnType())
                || !method.getReturnType().isInstance(proxy);
    }
}
