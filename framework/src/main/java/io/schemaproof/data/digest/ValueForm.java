package io.schemaproof.data.digest;

/**
 * How values are written so that two which differ in their text alone get the same: where PostgreSQL's {@code =} says that they are
 * equal and nobody would miss anything. For other types it does not do: by it -0 is 0, a month is 30 days, and citext has no capitals.
 */
enum ValueForm {
    /** By its text, as all values are. */
    TEXT("%s"),
    /** Without the zeros at the end: 1.5 is 1.50. */
    NUMERIC("trim_scale(%s)::text"),
    /** The hash takes no notice of the bounds. */
    NUMERIC_ARRAY("(array_dims(%1$s) || hash_array_extended(%1$s, 0))"),
    /** Of numeric. */
    RANGE("hash_range_extended(%s, 0)::text"),
    /** Of numeric. */
    MULTIRANGE("hash_multirange_extended(%s, 0)::text"),
    /** It keeps the decimals of numbers. */
    JSONB("jsonb_hash_extended(%s, 0)::text"),
    /**
     * As jsonb: but for white space and the order of keys. Not so where a key comes twice, of which one would go, or where jsonb
     * does not take it.
     */
    JSON("(CASE WHEN %1$s::text IS JSON WITH UNIQUE KEYS AND pg_input_is_valid(%1$s::text, 'jsonb')"
            + " THEN jsonb_hash_extended(%1$s::text::jsonb, 0)::text ELSE %1$s::text END)"),
    /** Of the large object that has the number, if there is one; its number is not kept by who makes it anew. */
    LARGE_OBJECT(
            "coalesce(" + LargeObjectValue.CONTENTS + ", %1$s::text)",
            "coalesce(" + LargeObjectValue.CONTENTS + ", '')");

    /**
     * An expression for the name of the form, of a type {@code b} that is no domain. {@code IS JSON} is known from PostgreSQL 16 on.
     */
    static final String OF_TYPE = """
            CASE b.oid WHEN 'numeric'::regtype THEN 'NUMERIC' WHEN 'numeric[]'::regtype THEN 'NUMERIC_ARRAY'
                 WHEN 'numrange'::regtype THEN 'RANGE' WHEN 'nummultirange'::regtype THEN 'MULTIRANGE'
                 WHEN 'jsonb'::regtype THEN 'JSONB'
                 WHEN 'json'::regtype THEN CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'JSON' ELSE 'TEXT' END
                 WHEN 'oid'::regtype THEN 'LARGE_OBJECT'
                 ELSE 'TEXT' END""";

    private final String expression;

    /** What counts besides the text where values are compared exactly. */
    private final String behind;

    ValueForm(String expression) {
        this(expression, "");
    }

    ValueForm(String expression, String behind) {
        this.expression = expression;
        this.behind = behind;
    }

    /** The value of a column as text. */
    String of(String column) {
        return in(column, expression);
    }

    /**
     * What differs also where this alone does.
     *
     * @param text of the value
     */
    String exactly(String column, String text) {
        return behind.isEmpty() ? text : text + " || " + in(column, behind);
    }

    /** What is written of the value for a reader. */
    String shown(String column, String text) {
        return this == LARGE_OBJECT ? text + " || " + in(column, LargeObjectValue.SHOWN) : text;
    }

    private static String in(String column, String expression) {
        return expression.replace("%1$s", column).replace("%s", column);
    }
}
