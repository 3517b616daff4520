package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.rows.Comparing;
import io.schemaproof.assertions.rows.Rows;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.Named;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A method that takes the name of a table, column, schema or sequence takes the object of jOOQ too, told by its parameters. */
class JooqEverywhereTest {

    /** The methods there were when this was written; fewer means that the search has gone wrong. */
    private static final int LEAST = 60;

    /** What the parameters for such names are called. */
    private static final Set<String> NAMES = Set.of(
            "table",
            "tables",
            "referencedTable",
            "parent",
            "parents",
            "children",
            "ancestor",
            "column",
            "columns",
            "parts");

    /** A table of jOOQ's says its schema itself: {@code assertThat(schema).table(ORDERS)}. */
    private static final Set<String> EXCEPTIONS = Set.of("NamespaceAssert#table");

    private static final Set<Class<?>> TYPES = new LinkedHashSet<>(Set.of(Rows.class, Comparing.class));

    @BeforeAll
    static void find() throws Exception {
        for (Class<?> type : AssertClassesTest.all()) {
            for (Class<?> each = type;
                    each.getPackageName().startsWith("io.schemaproof");
                    each = each.getSuperclass()) {
                TYPES.add(each);
            }
        }
    }

    @Test
    void each_has_an_overload() {
        Set<String> without = new TreeSet<>();
        int searched = 0;
        for (Class<?> type : TYPES) {
            for (Method method :
                    methods(type).filter(JooqEverywhereTest::takesName).toList()) {
                searched++;
                // An overload that a subclass inherits is one.
                if (Arrays.stream(type.getMethods()).noneMatch(other -> isForJooq(method, other))) {
                    without.add(type.getSimpleName() + "#" + method.getName());
                }
            }
        }

        assertThat(searched).isGreaterThan(LEAST);
        assertThat(without).isEqualTo(EXCEPTIONS);
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
    }

    private static boolean takesName(Method method) {
        return Arrays.stream(method.getParameters()).anyMatch(JooqEverywhereTest::isName);
    }

    private static boolean isName(Parameter parameter) {
        return NAMES.contains(parameter.getName())
                && (parameter.getType() == String.class || parameter.getType() == String[].class);
    }

    /** The same method, with jOOQ's objects where the other takes names; a list of them begins with one. */
    private static boolean isForJooq(Method names, Method jooq) {
        Parameter[] theirs = jooq.getParameters();
        if (!names.getName().equals(jooq.getName())) {
            return false;
        }
        int at = 0;
        for (Parameter ours : names.getParameters()) {
            if (at >= theirs.length) {
                return false;
            }
            Class<?> type = theirs[at++].getType();
            if (!isName(ours)) {
                if (type != ours.getType() && !Named.class.isAssignableFrom(type)) {
                    return false;
                }
            } else if (ours.getType() == String.class) {
                if (!Named.class.isAssignableFrom(type)) {
                    return false;
                }
            } else if (Named.class.isAssignableFrom(type)) {
                if (at >= theirs.length || !isNamed(theirs[at++].getType().getComponentType())) {
                    return false;
                }
            } else if (!isNamed(type.getComponentType())) {
                return false;
            }
        }
        return at == theirs.length;
    }

    private static boolean isNamed(Class<?> type) {
        return type != null && Named.class.isAssignableFrom(type);
    }
}
