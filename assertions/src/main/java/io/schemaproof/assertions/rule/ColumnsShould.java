package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;

/**
 * Demand something of columns.
 *
 * @since 0.1
 */
public final class ColumnsShould extends ObjectsShould<Column, ColumnsShould> {

    ColumnsShould(Selection<Column> selection) {
        super(selection);
    }

    /** Demand a type, written in any way the server knows; length and precision count. */
    public ObjectRule<Column> haveType(String type) {
        return satisfy(Conditions.type(type));
    }

    /** Demand another type than this one; length and precision do not count: {@code varchar} forbids each length. */
    public ObjectRule<Column> notBeOfType(String type) {
        return satisfy(Conditions.otherType(type));
    }

    /** Demand NOT NULL. */
    public ObjectRule<Column> notBeNullable() {
        return satisfy(Conditions.notNull());
    }

    /** Demand a default, an identity or a generated value. */
    public ObjectRule<Column> haveDefault() {
        return satisfy(
                "have a default",
                column -> column.defaultExpression().isPresent()
                        || column.identityGeneration() != IdentityGeneration.NO_IDENTITY
                        || column.generated() != Generated.NOT_GENERATED,
                column -> "has no default");
    }
}
