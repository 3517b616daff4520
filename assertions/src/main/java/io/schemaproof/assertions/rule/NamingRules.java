package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.objects;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.TypedObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Ready rules about names.
 *
 * @since 0.1
 */
public final class NamingRules {

    /** The longest name that PostgreSQL keeps, in bytes. */
    private static final int LONGEST = 63;

    private static final int SHORTENED = 50;

    /**
     * Words that the server quotes where it writes a name, and takes without quotes: "non-reserved (cannot be function or type)" in appendix C
     * of PostgreSQL's manual, category {@code C} of {@code pg_get_keywords()}, of versions 14 to 18.
     */
    private static final Set<String> COLUMN_NAMES = Set.of(
            ("between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int"
                            + " integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query"
                            + " json_scalar json_serialize json_table json_value least merge_action national nchar none normalize"
                            + " nullif numeric out overlay position precision real row setof smallint substring time timestamp"
                            + " treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces"
                            + " xmlparse xmlpi xmlroot xmlserialize xmltable")
                    .split(" "));

    private NamingRules() {}

    /** {@code schema.not-snake-case}: names that must be quoted, because of capitals or other characters. */
    public static ObjectRule<TypedObject> beSnakeCase() {
        return objects()
                .should(ObjectCondition.of(
                        "be named in snake_case",
                        object -> isSnake(object.name()),
                        object -> "is not named in snake_case",
                        object -> Statements.rename(object, snake(object.name()))))
                .because("else every query must quote it")
                .as("schema.not-snake-case");
    }

    /**
     * {@code schema.reserved-name}: names that are words of SQL. A relation, column, constraint or index may be named with one of those that no
     * function or type may have, such as {@code timestamp}: nobody has to quote that.
     */
    public static ObjectRule<TypedObject> notBeReserved() {
        return objects()
                .should(ObjectCondition.of(
                        "not be named with a reserved word",
                        object -> !isSnake(object.name())
                                || !object.quotedName().startsWith("\"")
                                || mayStandUnquoted(object),
                        object -> "is named with a word of SQL",
                        object -> Statements.rename(object, object.name() + "_")))
                .because("else every query must quote it")
                .as("schema.reserved-name");
    }

    /** {@code schema.cut-name}: names as long as PostgreSQL allows; longer ones are cut without an error. */
    public static ObjectRule<TypedObject> notBeCut() {
        return objects()
                .should(ObjectCondition.of(
                        "have a name of fewer than 63 bytes",
                        object -> object.name().getBytes(StandardCharsets.UTF_8).length < LONGEST,
                        object -> "has a name of 63 bytes, and was probably cut off",
                        object -> Statements.rename(
                                object,
                                snake(object.name()
                                        .substring(
                                                0,
                                                Math.min(
                                                        SHORTENED, object.name().length()))))))
                .because("PostgreSQL cuts longer ones, and two may become one")
                .as("schema.cut-name");
    }

    private static boolean mayStandUnquoted(TypedObject object) {
        boolean called = object instanceof Function || object instanceof EnumType;
        return COLUMN_NAMES.contains(object.name()) && !called;
    }

    private static boolean isSnake(String name) {
        return name.matches("[a-z_][a-z0-9_]*");
    }

    private static String snake(String name) {
        String snake = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        String named = snake.matches("[a-z].*") ? snake : "x_" + snake;
        return Names.quote(named).equals(named) ? named : named + "_";
    }
}
