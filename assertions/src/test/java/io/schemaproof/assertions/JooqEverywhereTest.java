package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.changes.Changes;
import io.schemaproof.assertions.changes.Deletion;
import io.schemaproof.assertions.changes.OpenChanges;
import io.schemaproof.assertions.changes.TableChanges;
import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.structure.Canonical;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Named;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A method that takes the name of a table, column, schema or sequence takes the object of jOOQ too.
 *
 * <p>Parameters of text are told by what they are called. One that is called as no other was so far fails until it is sorted
 * in here, so that none is forgotten.
 */
class JooqEverywhereTest {

    /** The methods there were when this was written; fewer means that the search has gone wrong. */
    private static final int LEAST = 150;

    /** What the parameters for such names are called. */
    private static final Set<String> NAMES = Set.of(
            "table",
            "tables",
            "referencedTable",
            "parent",
            "parents",
            "children",
            "ancestor",
            "view",
            "sequence",
            "schema",
            "schemas",
            "schemaName",
            "column",
            "columns",
            "setColumns",
            "referencedColumn",
            "referencedColumns",
            "from",
            "to",
            "total",
            "parts",
            "left",
            "right",
            "within",
            "order",
            "keys");

    /** What parameters for names of whatever things are called. */
    private static final Set<String> ANY_NAMES = Set.of("expected", "first", "more", "name", "names", "unwanted");

    /** What the parameters for other text are called. */
    private static final Set<String> TEXTS = Set.of(
            "aggregateCondition",
            "alias",
            "argument",
            "arguments",
            "argumentTypes",
            "body",
            "bound",
            "collation",
            "command",
            "comment",
            "condition",
            "constraint",
            "creator",
            "definition",
            "description",
            "domain",
            "elements",
            "elementType",
            "event",
            "except",
            "expression",
            "file",
            "function",
            "id",
            "identities",
            "index",
            "json",
            "key",
            "label",
            "labels",
            "language",
            "md5",
            "message",
            "method",
            "options",
            "other",
            "otherCollation",
            "otherMethod",
            "otherOptions",
            "otherType",
            "part",
            "path",
            "pattern",
            "patterns",
            "query",
            "reason",
            "regex",
            "regularExpression",
            "regularExpressions",
            "result",
            "returns",
            "role",
            "roles",
            "server",
            "setting",
            "signature",
            "signatures",
            "sql",
            "sqlState",
            "tags",
            "target",
            "text",
            "type",
            "value",
            "version");

    /** A method with one of these words in its name means names of such things by {@link #ANY_NAMES}. */
    private static final Set<String> OTHER_THINGS = Set.of(
            "Aggregate",
            "Aggregates",
            "Argument",
            "Attribute",
            "Attributes",
            "Cast",
            "Casts",
            "Checks",
            "Composite",
            "Constraint",
            "Constraints",
            "Data",
            "Domain",
            "Domains",
            "Enum",
            "Enums",
            "Extension",
            "Extensions",
            "Function",
            "Functions",
            "Index",
            "Indexes",
            "Language",
            "Languages",
            "Name",
            "Named",
            "New",
            "Old",
            "Operator",
            "Operators",
            "Option",
            "Output",
            "Policies",
            "Procedure",
            "Procedures",
            "Range",
            "Role",
            "Roles",
            "Rule",
            "Rules",
            "Setting",
            "Support",
            "Tablespace",
            "Trigger",
            "Triggers",
            "Type",
            "Types",
            "check",
            "composite",
            "constraint",
            "domain",
            "enum",
            "event",
            "exclusion",
            "extension",
            "index",
            "policy",
            "range",
            "role",
            "rule",
            "trigger");

    private static final Pattern WORD = Pattern.compile("(?=\\p{Lu})");

    private static final String LIST = "java.util.List<java.lang.String>";

    /** Each with its reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "NamespaceAssert#table", "a table of jOOQ's says its schema itself: assertThat(schema).table(ORDERS)");

    /** Public for other packages of this module only. */
    private static final Set<Class<?>> INTERNAL =
            Set.of(Canonical.class, Changes.class, Deletion.class, OpenChanges.class, TableChanges.class);

    private static List<Class<?>> types;

    @BeforeAll
    static void find() throws Exception {
        types = Stream.concat(
                        AssertClassesTest.all().stream().flatMap(JooqEverywhereTest::withParents),
                        AssertClassesTest.classes(".class").filter(type -> Modifier.isPublic(type.getModifiers())))
                .filter(type -> !type.isEnum() && !INTERNAL.contains(type))
                // What assertions are made of reads names, whoever gave them.
                .filter(type -> !type.getPackageName().equals(AbstractSchemaproofAssert.class.getPackageName()))
                .distinct()
                .toList();
    }

    private static Stream<Class<?>> withParents(Class<?> type) {
        return type.getPackageName().startsWith("io.schemaproof")
                ? Stream.concat(Stream.of(type), withParents(type.getSuperclass()))
                : Stream.empty();
    }

    @Test
    void each_parameter_of_text_is_sorted_in() {
        assertThat(types.stream()
                        .flatMap(JooqEverywhereTest::methods)
                        .flatMap(method -> Arrays.stream(method.getParameters())
                                .filter(JooqEverywhereTest::isText)
                                .filter(parameter -> !NAMES.contains(parameter.getName())
                                        && !ANY_NAMES.contains(parameter.getName())
                                        && !TEXTS.contains(parameter.getName()))
                                .map(parameter -> method.getDeclaringClass().getSimpleName() + "#" + method.getName()
                                        + "(.. " + parameter.getName() + " ..)")))
                .isEmpty();
    }

    @Test
    void each_has_an_overload() {
        Set<String> without = new TreeSet<>();
        int searched = 0;
        for (Class<?> type : types) {
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
        assertThat(without).isEqualTo(new TreeSet<>(EXCEPTIONS.keySet()));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
    }

    private static boolean takesName(Method method) {
        return Arrays.stream(method.getParameters()).anyMatch(JooqEverywhereTest::isName);
    }

    private static boolean isName(Parameter parameter) {
        return isText(parameter)
                && (NAMES.contains(parameter.getName())
                        || (ANY_NAMES.contains(parameter.getName())
                                && WORD.splitAsStream(parameter
                                                .getDeclaringExecutable()
                                                .getName())
                                        .noneMatch(OTHER_THINGS::contains)));
    }

    private static boolean isText(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        return type == String.class
                || type == String[].class
                || type.getTypeName().equals(LIST);
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
