package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.util.Optional;
import org.jooq.Field;

/**
 * What a column of a view has beside what the query gives it.
 *
 * @param name as in SQL
 * @param defaultExpression what an INSERT into the view puts there, whatever the table's default is
 * @since 0.1
 */
public record ViewColumnContract(String name, Optional<String> defaultExpression, Optional<String> comment) {

    public ViewColumnContract {
        if (defaultExpression.isEmpty() && comment.isEmpty()) {
            throw new IllegalArgumentException(
                    "A column of a view has a default or a comment here; the rest of it the query says.");
        }
    }

    /** A column with a default. */
    public static ViewColumnContract withDefault(String name, String expression) {
        return new ViewColumnContract(name, Optional.of(expression), Optional.empty());
    }

    /** Do the same with a jOOQ field. */
    public static ViewColumnContract withDefault(Field<?> field, String expression) {
        return withDefault(Names.unqualified(field), expression);
    }

    /** A column with a comment. */
    public static ViewColumnContract withComment(String name, String text) {
        return new ViewColumnContract(name, Optional.empty(), Optional.of(text));
    }

    /** Do the same with a jOOQ field. */
    public static ViewColumnContract withComment(Field<?> field, String text) {
        return withComment(Names.unqualified(field), text);
    }
}
