package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.AssertProxies;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every assertion class has to hold so that soft assertions, assumptions and users' subclasses work with it. */
class AssertClassesTest {

    /** The classes there were when this was written; fewer means that the search has gone wrong. */
    private static final int LEAST = 12;

    /** What a method of an assertion may return beside assertions: nothing at the end of a chain. */
    private static final Set<Class<?>> ENDS = Set.of(void.class);

    static List<Class<?>> all() throws IOException, URISyntaxException {
        return classes("Assert.class")
                .filter(AbstractSchemaproofAssert.class::isAssignableFrom)
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .toList();
    }

    /** The classes of this module whose file's name ends so, sorted. */
    static Stream<Class<?>> classes(String ending) throws IOException, URISyntaxException {
        Path root = Path.of(AbstractSchemaproofAssert.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(ending) && !file.endsWith("-info.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .sorted()
                    .<Class<?>>map(AssertClassesTest::load)
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_search_finds_them() throws Exception {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(load("io.schemaproof.assertions.structure.TableAssert")).isIn(all());
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_is_public_and_open(Class<?> type) {
        assertThat(type).isPublic().isNotFinal();
        assertThat(type.getTypeParameters()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_method_is_final_and_each_leads_on(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (!Modifier.isPublic(method.getModifiers())
                    || Modifier.isStatic(method.getModifiers())
                    || method.isSynthetic()) {
                continue;
            }
            assertThat(Modifier.isFinal(method.getModifiers()))
                    .as("%s is final, so that a proxy cannot stand before it", method)
                    .isFalse();
            boolean leadsOn = Assert.class.isAssignableFrom(method.getReturnType())
                    || ENDS.contains(method.getReturnType())
                    || method.getGenericReturnType() instanceof TypeVariable<?>;
            assertThat(leadsOn)
                    .as("%s returns neither this nor another assertion", method)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_leaves_the_null_checks_as_they_are(Class<?> type) throws Exception {
        assertThat(type.getMethod("isNotNull").getDeclaringClass()).isEqualTo(AbstractSchemaproofAssert.class);
        assertThat(type.getMethod("isNull").getDeclaringClass()).isEqualTo(AbstractSchemaproofAssert.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_proxy_can_stand_before_each(Class<?> type) {
        AbstractSchemaproofAssert<?, ?> proxy = proxy(type);

        assertThat(proxy).isInstanceOf(type);
        assertThat(proxy.getClass()).isNotEqualTo(type);
        assertThat(proxy.as("x").because("y")).isInstanceOf(type);
        assertThat(proxy.toString()).isEqualTo("an object that does not exist");
    }

    /** The constructor fails, so that what comes is the proxy alone. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static AbstractSchemaproofAssert<?, ?> proxy(Class<?> type) {
        return AssertProxies.watch(
                (Class) type,
                () -> {
                    throw new AssertionError("nothing there");
                },
                error -> {});
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_way_to_another_assertion_has_a_variant_with_a_block(Class<?> type) {
        for (Method way : type.getMethods()) {
            Class<?> target = way.getReturnType();
            if (!AbstractSchemaproofAssert.class.isAssignableFrom(target)
                    || target.isAssignableFrom(type)
                    || way.isBridge()
                    // A list without end stands last, so that no block can.
                    || way.isVarArgs()
                    || Modifier.isStatic(way.getModifiers())) {
                continue;
            }
            List<Class<?>> parameters = new ArrayList<>(List.of(way.getParameterTypes()));
            parameters.add(Consumer.class);
            assertThat(type.getMethods())
                    .as("a variant of %s that takes a block and comes back", way)
                    .anyMatch(other -> other.getName().equals(way.getName())
                            && List.of(other.getParameterTypes()).equals(parameters)
                            && other.getReturnType().isAssignableFrom(type));
        }
    }

    @Test
    void the_hooks_of_the_base_cannot_be_changed_by_a_subclass() {
        Set<String> hooks = Set.of("fail", "missing", "nested", "continued", "covers");
        assertThat(Arrays.stream(AbstractSchemaproofAssert.class.getDeclaredMethods())
                        .filter(method -> hooks.contains(method.getName()) && !method.isSynthetic()))
                .hasSize(hooks.size())
                .allSatisfy(method ->
                        assertThat(Modifier.isFinal(method.getModifiers())).isTrue());
        for (Constructor<?> constructor : AbstractSchemaproofAssert.class.getDeclaredConstructors()) {
            assertThat(Modifier.isProtected(constructor.getModifiers())).isTrue();
        }
    }
}
