package io.schemaproof.assertions.core;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.assertj.core.api.Assert;
import org.assertj.core.api.Descriptable;
import org.assertj.core.api.ExtensionPoints;
import org.jspecify.annotations.Nullable;

/** Answers for an object that does not exist, which has been said already. */
final class Nothing implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "toString" -> "an object that does not exist";
            case "hashCode" -> System.identityHashCode(proxy);
            default -> insteadOf(method, proxy);
        };
    }

    /** What a method gives back that has no object to be about; null where there is no such thing. */
    static @Nullable Object insteadOf(Method method, Object proxy) {
        Class<?> type = method.getReturnType();
        if (AbstractSchemaproofAssert.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            return AssertProxies.nothing(type);
        }
        boolean self = Assert.class.isAssignableFrom(type)
                || method.getDeclaringClass() == Descriptable.class
                || method.getDeclaringClass() == ExtensionPoints.class;
        if (self && type.isInstance(proxy)) {
            return AssertProxies.nothing(proxy.getClass());
        }
        return type == Optional.class ? Optional.empty() : zero(type);
    }

    private static @Nullable Object zero(Class<?> type) {
        if (!type.isPrimitive() || type == void.class) {
            return null;
        }
        return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
    }
}
