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
 * @param defaultExpression empty where there must be none
 * @param generationExpression empty where the column must not be generated
 * @since 0.1
 */
public record ColumnContract(
        String name,
        String type,
        boolean isNullable,
        Optional<String> defaultExpression,
        IdentityGeneration identity,
        Generated generated,
        Optional<String> generationExpression) {

    /** A column that allows NULL, without a default, as CREATE TABLE makes it when nothing else is said. */
    public static ColumnContract column(String name, String type) {
        return new ColumnContract(
                name,
                type,
                true,
                Optional.empty(),
                IdentityGeneration.NO_IDENTITY,
                Generated.NOT_GENERATED,
                Optional.empty());
    }

    /** The column that a jOOQ field stands for. */
    public static ColumnContract column(Field<?> field, String type) {
        return column(Names.unqualified(field), type);
    }

    /** The same, NOT NULL. */
    public ColumnContract notNull() {
        return new ColumnContract(name, type, false, defaultExpression, identity, generated, generationExpression);
    }

    /** The same with a default, as in {@code 0} or {@code 'open'} or {@code now()}. */
    public ColumnContract withDefault(String expression) {
        return new ColumnContract(
                name, type, isNullable, Optional.of(expression), identity, generated, generationExpression);
    }

    /** The same as an identity column, which is NOT NULL. */
    public ColumnContract asIdentity(IdentityGeneration generation) {
        return new ColumnContract(name, type, false, defaultExpression, generation, generated, generationExpression);
    }

    /** The same, generated from other columns. */
    public ColumnContract generatedAs(Generated how, String expression) {
        return new ColumnContract(name, type, isNullable, defaultExpression, identity, how, Optional.of(expression));
    }
}
