package io.schemaproof.assertions.core;

import static net.bytebuddy.matcher.ElementMatchers.isFinal;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isVirtual;
import static net.bytebuddy.matcher.ElementMatchers.nameEndsWith;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;

/**
 * Put an object before an assertion object that passes every call on and lets somebody watch.
 *
 * <p>AssertJ's own proxies know the assertions that AssertJ's navigation leads to; these follow ours, and stand in for an
 * object that does not exist, so that a soft assertion goes on behind it.
 *
 * @since 0.1
 */
public final class AssertProxies {

    private static final String HANDLER = "schemaproof$handler";

    private static final ClassValue<Class<?>> PROXIES = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            return generate(type);
        }
    };

    private AssertProxies() {}

    /** Watch an assertion object, and whatever it leads to. */
    public static <S extends AbstractSchemaproofAssert<S, ?>> S watch(S assertion, AssertWatch watch) {
        return type(assertion).cast(watching(assertion, watch));
    }

    /** Watch an assertion object whose making may fail already, because what it is about does not exist. */
    public static <S extends AbstractSchemaproofAssert<S, ?>> S watch(
            Class<S> type, Supplier<S> assertion, AssertWatch watch) {
        try {
            return watch(assertion.get(), watch);
        } catch (AssertionError error) {
            watch.failed(error);
            return type.cast(nothing(type));
        }
    }

    @SuppressWarnings("unchecked") // A proxy is of a subclass of what it stands before.
    private static <S> Class<S> type(S assertion) {
        return (Class<S>) assertion.getClass();
    }

    static AbstractSchemaproofAssert<?, ?> watching(AbstractSchemaproofAssert<?, ?> assertion, AssertWatch watch) {
        if (Modifier.isFinal(assertion.getClass().getModifiers())) {
            // Nothing can stand before it: it fails as ever, and leads on unwatched.
            return assertion;
        }
        watch.reached(assertion.real());
        AbstractSchemaproofAssert<?, ?> proxy = make(assertion.getClass(), new Watched(assertion, watch));
        proxy.standsBefore(assertion);
        return proxy;
    }

    /** Stand in for an object that does not exist: every call does nothing and leads on to another such object. */
    static AbstractSchemaproofAssert<?, ?> nothing(Class<?> type) {
        return make(type, new Nothing());
    }

    private static AbstractSchemaproofAssert<?, ?> make(Class<?> type, InvocationHandler handler) {
        try {
            Class<?> proxyClass = proxyClass(type);
            AbstractSchemaproofAssert<?, ?> proxy = (AbstractSchemaproofAssert<?, ?>)
                    withoutConstructor(proxyClass).newInstance();
            proxyClass.getField(HANDLER).set(proxy, handler);
            return proxy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot watch " + type.getName() + ": " + e, e);
        }
    }

    private static Class<?> proxyClass(Class<?> type) {
        Class<?> real = type;
        while (isProxy(real)) {
            real = real.getSuperclass();
        }
        // Two threads must not define one class twice.
        synchronized (PROXIES) {
            return PROXIES.get(real);
        }
    }

    private static boolean isProxy(Class<?> type) {
        for (var field : type.getDeclaredFields()) {
            if (field.getName().equals(HANDLER)) {
                return true;
            }
        }
        return false;
    }

    private static Class<?> generate(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return new ByteBuddy()
                    .subclass(type, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                    .name(type.getName() + "$Watched")
                    .defineField(HANDLER, InvocationHandler.class, Visibility.PUBLIC)
                    .method(isVirtual().and(not(isFinal())).and(isPublic().or(nameEndsWith("ForProxy"))))
                    .intercept(InvocationHandlerAdapter.toField(HANDLER))
                    .make()
                    .load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(lookup))
                    .getLoaded();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot watch " + type.getName() + ": " + e, e);
        }
    }

    /**
     * The proxy holds nothing, so no constructor shall look anything up. This is how serialization makes objects; named by
     * text, because it lies outside the standard API.
     */
    private static Constructor<?> withoutConstructor(Class<?> type) throws ReflectiveOperationException {
        Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
        Object instance = factory.getMethod("getReflectionFactory").invoke(null);
        return (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(instance, type, Object.class.getDeclaredConstructor());
    }
}
