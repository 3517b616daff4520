package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;

import io.schemaproof.catalog.Schema;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Runs the advice of a mutant as the Java that it prints. */
final class AdviceRunner {

    private AdviceRunner() {}

    /** Empty if a method of the advice does not exist, else whether the assertion holds. */
    static Optional<Boolean> holds(Advice advice, Schema schema) {
        Object assertion = assertThat(schema);
        try {
            for (Advice.Call call : advice.calls()) {
                Optional<Object> next = call(assertion, call);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                assertion = next.get();
            }
            return Optional.of(true);
        } catch (AssertionError e) {
            return Optional.of(false);
        }
    }

    private static Optional<Object> call(Object target, Advice.Call call) {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(call.method())) {
                Object[] given = call.arguments().toArray();
                Object[] arguments = method.isVarArgs() ? packed(method, given) : given;
                try {
                    return Optional.of(method.invoke(target, arguments));
                } catch (IllegalArgumentException anotherOverload) {
                    continue;
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof AssertionError failure) {
                        throw failure;
                    }
                    throw new IllegalStateException(call + " on " + target.getClass(), e.getCause());
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return Optional.empty();
    }

    private static Object[] packed(Method method, Object[] given) {
        Class<?>[] types = method.getParameterTypes();
        int fixed = types.length - 1;
        Class<?> element = types[fixed].getComponentType();
        if (given.length < fixed || !Arrays.stream(given).skip(fixed).allMatch(element::isInstance)) {
            return given;
        }
        Object rest = Array.newInstance(element, given.length - fixed);
        for (int i = fixed; i < given.length; i++) {
            Array.set(rest, i - fixed, given[i]);
        }
        Object[] arguments = Arrays.copyOf(given, types.length, Object[].class);
        arguments[fixed] = rest;
        return arguments;
    }
}
