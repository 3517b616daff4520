package io.schemaproof.data.rows;

import java.util.List;
import java.util.Optional;

/**
 * A type as the server knows it, without modifiers.
 *
 * @param name as {@code format_type} writes it, qualified outside of {@code pg_catalog}
 * @param schema without quotes
 * @param bare the name alone, without quotes: {@code int4}, {@code geometry}
 * @param kind {@code pg_type.typtype}
 * @param part what it is made of, with modifiers: a domain's base type, an array's element, a range's subtype, a multirange's
 *     range
 * @param array whether it is a true array
 * @param notNull whether it is a domain that forbids NULL
 * @param delimiter between the elements of an array of this type
 * @param labels of an enum, in order
 * @param attributes the types of a composite type's attributes, with modifiers, in order
 */
record TypeInfo(
        String name,
        String schema,
        String bare,
        char kind,
        Optional<String> part,
        boolean array,
        boolean notNull,
        char delimiter,
        List<String> labels,
        List<String> attributes) {

    boolean isDomain() {
        return kind == 'd';
    }

    boolean isBuiltIn() {
        return schema.equals("pg_catalog");
    }
}
