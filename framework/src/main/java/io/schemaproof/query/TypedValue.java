package io.schemaproof.query;

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

    @Override
    public String toString() {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }
}
