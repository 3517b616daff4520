package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Names;
import java.util.Arrays;
import java.util.List;
import org.jooq.Field;

/**
 * Columns that may change although rows are to be preserved.
 *
 * @param names as stored
 * @since 0.1
 */
public record ExceptColumns(List<String> names) {

    public ExceptColumns {
        names = List.copyOf(names);
    }

    /** These columns, named as SQL does. */
    public static ExceptColumns of(String... columns) {
        return new ExceptColumns(Arrays.stream(columns).map(Names::column).toList());
    }

    /** The columns of these jOOQ fields. */
    public static ExceptColumns of(Field<?>... fields) {
        return new ExceptColumns(Arrays.stream(fields).map(Field::getName).toList());
    }
}
