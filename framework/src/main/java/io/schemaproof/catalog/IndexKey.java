package io.schemaproof.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One key of an index.
 *
 * @param expression a column's name without quotes, or an expression as PostgreSQL writes it
 * @param isColumn whether it is a plain column
 * @param collation where it is not the column's own
 * @param operatorClass where it is not the type's default, with its parameters
 * @param descending whether the order is descending
 * @param nullsFirst whether NULLs come first; the default is the end for ascending and the beginning for descending order
 * @since 0.1
 */
public record IndexKey(
        String expression,
        boolean isColumn,
        Optional<String> collation,
        Optional<String> operatorClass,
        boolean descending,
        boolean nullsFirst) {

    /** Read the keys out of an index definition as {@code pg_get_indexdef} writes it. */
    public static List<IndexKey> of(String definition) {
        return IndexDefinition.parse(definition).keys();
    }
}
