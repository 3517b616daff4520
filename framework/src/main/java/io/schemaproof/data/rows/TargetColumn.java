package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import java.util.Optional;

/**
 * A column to fill.
 *
 * @param name without quotes
 * @param quoted as SQL writes it
 * @param type with modifiers
 * @param nullable whether neither the column nor its domain forbids NULL
 * @param expression of a generated column, which the server computes
 * @param sequence the expression that takes the next number of the column's sequence
 * @param always whether the column is an identity that takes other values only when told to
 */
record TargetColumn(
        String name,
        String quoted,
        String type,
        boolean nullable,
        Optional<String> expression,
        Optional<String> sequence,
        boolean always,
        Optional<String> defaultExpression) {

    static TargetColumn of(Column column, Types types) {
        return new TargetColumn(
                column.name(),
                column.quotedName(),
                column.type(),
                column.isNullable() && !types.forbidsNull(column.type()),
                column.generationExpression(),
                sequence(column),
                column.identityGeneration() == Column.IdentityGeneration.ALWAYS,
                column.defaultExpression());
    }

    private static Optional<String> sequence(Column column) {
        if (column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY) {
            return column.sequence().map(own -> "nextval(" + SqlText.literal(own.identity()) + "::regclass)");
        }
        return column.defaultExpression().filter(expression -> expression.startsWith("nextval("));
    }

    boolean isGenerated() {
        return expression.isPresent();
    }
}
