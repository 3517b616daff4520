package io.schemaproof.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bind a value as another SQL type than its Java type implies.
 *
 * @param value of the parameter
 * @param sqlType of {@link java.sql.Types}
 * @since 0.1
 */
public record TypedValue(@Nullable Object value, int sqlType) {

    /** Bind a value, with a type of its own if it has one. */
    public static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof TypedValue typed) {
            statement.setObject(index, typed.value(), typed.sqlType());
        } else {
            statement.setObject(index, value);
        }
    }

    @Override
    public String toString() {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }
}
