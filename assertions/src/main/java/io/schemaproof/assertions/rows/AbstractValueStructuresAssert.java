package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SqlValues;
import io.schemaproof.assertions.json.JsonSchema;
import io.schemaproof.assertions.json.JsonSchemaReader;
import io.schemaproof.base.SqlText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;

/**
 * Assertions on values that have parts: JSON, arrays, ranges, networks.
 *
 * <pre>{@code
 * rows.column("document").hasJsonPath("$.customer.id").hasJsonAt("$.version", "2"); // passes
 * rows.column("document").matchesJsonSchema(Path.of("src/test/resources/order.json")); // fails, and names path and rule
 * rows.column("tags").contains("gift"); // fails, and shows the rows without this element
 * }</pre>
 */
abstract class AbstractValueStructuresAssert<S extends AbstractValueStructuresAssert<S>>
        extends AbstractValueTimesAssert<S> {

    AbstractValueStructuresAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /**
     * Require that every value contains this: an array its elements, a range or multirange a value or a range, a {@code
     * jsonb} its keys and elements, a network an address ({@code @>} and {@code >>=}), a text a part of it.
     *
     * @param part a value, or a collection or a PostgreSQL text for several
     * @throws IllegalArgumentException if it is empty, as every value contains nothing
     */
    public S contains(Object part) {
        return everyValue("contain " + shown(part), "NOT (" + containing(part) + ")");
    }

    /** Require that no value contains this. */
    public S doesNotContain(Object part) {
        return everyValue("not contain " + shown(part), containing(part));
    }

    /** Require that every value, an array, a range, JSON or a network, lies within this one. */
    public S isContainedIn(Object whole) {
        String operator = type().category() == 'I' ? " <<= " : " <@ ";
        return everyValue("be contained in " + shown(whole), "NOT (" + comparable() + operator + literal(whole) + ")");
    }

    /** Require that every value, an array, a range or a network, has something in common with this one. */
    public S overlaps(Object other) {
        return everyValue("overlap " + shown(other), "NOT (" + value() + " && " + literal(other) + ")");
    }

    private String containing(Object part) {
        ServerType type = type();
        if (SqlValues.text(part).equals(type.category() == 'A' ? "{}" : type.category() == 'S' ? "" : null)) {
            throw new IllegalArgumentException("Every value contains nothing: name at least one part.");
        }
        if (type.category() == 'S') {
            return "strpos(" + value() + "::text, " + SqlText.literal(SqlValues.text(part)) + ") > 0";
        }
        if (type.category() == 'I') {
            return value() + " >>= " + literal(part);
        }
        if (type.category() == 'A'
                && !(part instanceof Collection<?>)
                && !part.getClass().isArray()) {
            // ANY knows the element's type and array nesting does not matter.
            boolean array = part instanceof CharSequence text && text.toString().startsWith("{");
            return array
                    ? value() + " @> " + literal(part)
                    : "CAST(" + SqlText.literal(SqlValues.text(part)) + " AS " + type.element() + ") = ANY (" + value()
                            + ")";
        }
        if (type.category() == 'R' && !(part instanceof CharSequence text && isRange(text.toString()))) {
            return value() + " @> CAST(" + SqlText.literal(SqlValues.text(part)) + " AS " + bound() + ")";
        }
        return comparable() + " @> " + literal(part);
    }

    private static boolean isRange(String text) {
        return text.startsWith("[") || text.startsWith("(") || text.startsWith("{") || text.equals("empty");
    }

    /** The type of a range's bounds, which the server alone knows. */
    private String bound() {
        return String.valueOf(
                sql().query("SELECT pg_catalog.format_type(rngsubtype, -1) FROM pg_catalog.pg_range WHERE "
                                + SqlText.literal(type().name()) + "::regtype IN (rngtypid, rngmultitypid)")
                        .get(0)
                        .get(0));
    }

    /**
     * Require that the ranges do not overlap one another.
     *
     * @param within columns in which rows must agree to be compared; without them all rows are compared
     */
    public S hasNoOverlaps(String... within) {
        String group = List.of(within).stream().map(this::columnName).collect(Collectors.joining(", "));
        String window =
                " OVER (" + (group.isEmpty() ? "" : "PARTITION BY " + group + " ") + "ORDER BY " + value() + ")";
        Windowed rows = new Windowed(check(), known() + " AND NOT isempty(" + expression() + ")");
        for (String name : within) {
            rows.with(
                    columnName(name),
                    "schemaproof_g" + List.of(within).indexOf(name),
                    columnName(name),
                    columnName(name));
        }
        // Sorted by where they begin, ranges overlap if and only if two neighbours do.
        rows.with(expression(), "schemaproof_v", expression(), expression())
                .with("the one before", "schemaproof_p", "lag(" + expression() + ")" + window, expression());
        return every(
                "the ranges not to overlap" + (group.isEmpty() ? "" : " within " + group),
                rows,
                "schemaproof_v && schemaproof_p",
                "overlap the one before");
    }

    /** Do the same with jOOQ fields. */
    public S hasNoOverlaps(Field<?> first, Field<?>... more) {
        return hasNoOverlaps(Names.unqualified(first, more));
    }

    /** Require that every value has an item at this path of SQL/JSON ({@code jsonb_path_exists}). */
    public S hasJsonPath(String path) {
        return everyValue(
                "have JSON at " + path, "NOT jsonb_path_exists(" + value() + "::jsonb, " + jsonpath(path) + ")");
    }

    /** Require that no value has an item at this path of SQL/JSON. */
    public S hasNoJsonPath(String path) {
        return everyValue(
                "have no JSON at " + path, "jsonb_path_exists(" + value() + "::jsonb, " + jsonpath(path) + ")");
    }

    /** Require that at this path every value has this JSON, and nothing else. */
    public S hasJsonAt(String path, String json) {
        String items = "jsonb_path_query_array(" + value() + "::jsonb, " + jsonpath(path) + ")";
        return everyValue(
                "have " + shown(json) + " at " + path,
                items + " <> jsonb_build_array(CAST(" + SqlText.literal(json) + " AS jsonb))");
    }

    private static String jsonpath(String path) {
        return "CAST(" + SqlText.literal(path) + " AS jsonpath)";
    }

    /**
     * Require that every value, JSON or a text that holds JSON, matches a JSON Schema of draft 4 to 2020-12, by {@code $schema};
     * without that, 2020-12. Formats are checked in each. The schema may refer to files beside it; nothing is fetched from a
     * network. The values are read one after the other and judged here. Needs {@code com.networknt:json-schema-validator} on
     * the class path.
     *
     * @param file the schema, in UTF-8
     * @throws io.schemaproof.assertions.json.JsonSchemaException if it is no JSON Schema, or demands nothing
     */
    public S matchesJsonSchema(Path file) {
        return matches(JsonSchemaReader.ofModule().read(file));
    }

    /**
     * Do the same with a schema that stands in the test.
     *
     * @param json the schema; it can refer to nothing but itself and the drafts
     */
    public S matchesJsonSchema(String json) {
        return matches(JsonSchemaReader.ofModule().read(json));
    }

    private S matches(JsonSchema schema) {
        new JsonSchemaCheck(schema, check(), terms(), expression())
                .judge(terms(), known())
                .ifPresent(this::fail);
        return myself;
    }

    /** Require that every text is JSON, as a cast to {@code json} reads it. */
    public S isJson() {
        return isInputOf("json", "every value to be JSON");
    }

    /**
     * Require that every text can be read as a value of a type or a domain, a length included: {@code date}, {@code uuid},
     * {@code numeric(10,2)}, {@code "e-mail"}. How a date is read depends on the session's {@code DateStyle}.
     */
    public S isCastableTo(String type) {
        if (sql().column("SELECT pg_catalog.to_regtype(" + SqlText.literal(type) + ") IS NULL")
                .contains("t")) {
            fail(Failure.expected("type " + type + " to exist").butWas(type, "no such type"));
            return myself;
        }
        return isInputOf(type, "every value to be castable to " + type);
    }

    private S isInputOf(String type, String rule) {
        TextInput input = TextInput.of(sql(), value() + "::text", type);
        RowCheck checked = input.before()
                .map(statement -> new RowCheck(sql().after(statement), terms().store()))
                .orElse(check());
        terms().judge(checked, rule, known(), input.isNot(), List.of(expression()), "fail")
                .ifPresent(this::fail);
        return myself;
    }

    /** Require that the values are of this type, whether or not there are rows; a length is not compared. */
    public S hasType(String type) {
        List<String> asked = sql().column("WITH RECURSIVE b(oid) AS (SELECT pg_catalog.to_regtype("
                + SqlText.literal(type) + ")::oid UNION ALL SELECT t.typbasetype FROM b JOIN pg_catalog.pg_type t"
                + " USING (oid) WHERE t.typtype = 'd') SELECT pg_catalog.format_type(t.oid, -1) FROM b"
                + " JOIN pg_catalog.pg_type t USING (oid) WHERE t.typtype <> 'd'");
        if (!asked.contains(type().name())) {
            fail(Failure.expected("values of type " + type).butWas(type, type().name()));
        }
        return myself;
    }
}
