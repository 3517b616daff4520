package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;
import java.util.Optional;
import org.jooq.Field;

/**
 * What a column has to be.
 *
 * @param name as in SQL: what is not lower case stands in quotation marks
 * @param type in any way the server knows
 * @param isNullable whether NULL is allowed; for an identity column or one of the primary key it never is
 * @param collation empty where it must be the type's own
 * @param comment empty where there must be none, if comments are compared at all: see {@link TablePart#COMMENTS}
 * @since 0.1
 */
public record ColumnContract(
        String name,
        String type,
        boolean isNullable,
        Optional<String> collation,
        ColumnValue value,
        Optional<String> comment) {

    /** A column that allows NULL, without a default, as CREATE TABLE makes it when nothing else is said. */
    public static ColumnContract column(String name, String type) {
        return new ColumnContract(name, type, true, Optional.empty(), new ColumnValue.None(), Optional.empty());
    }

    /** The column that a jOOQ field stands for. */
    public static ColumnContract column(Field<?> field, String type) {
        return column(Names.unqualified(field), type);
    }

    /** The same, NOT NULL. */
    public ColumnContract notNull() {
        return new ColumnContract(name, type, false, collation, value, comment);
    }

    /** The same with a collation that is not the type's own, as {@code "C"} in SQL's quotation marks. */
    public ColumnContract collate(String otherCollation) {
        return new ColumnContract(name, type, isNullable, Optional.of(otherCollation), value, comment);
    }

    /** The same with a default, as in {@code 0} or {@code 'open'} or {@code now()}. */
    public ColumnContract withDefault(String expression) {
        return withValue(new ColumnValue.Default(expression));
    }

    /** The same as an identity column, which is NOT NULL, with a sequence whose options are at their defaults. */
    public ColumnContract asIdentity(IdentityGeneration generation) {
        return asIdentity(generation, "");
    }

    /**
     * The same as an identity column, which is NOT NULL.
     *
     * @param options as in parentheses behind IDENTITY: {@code START WITH 1000}; what is not said must be at its default
     */
    public ColumnContract asIdentity(IdentityGeneration generation, String options) {
        return notNull().withValue(new ColumnValue.Identity(generation, options));
    }

    /** The same, generated from other columns. */
    public ColumnContract generatedAs(Generated how, String expression) {
        return withValue(new ColumnValue.From(how, expression));
    }

    /** The same with a comment. */
    public ColumnContract withComment(String text) {
        return new ColumnContract(name, type, isNullable, collation, value, Optional.of(text));
    }

    private ColumnContract withValue(ColumnValue other) {
        return new ColumnContract(name, type, isNullable, collation, other, comment);
    }
}
