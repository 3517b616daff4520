package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;

/**
 * What a trigger fires on.
 *
 * @param statement the statement
 * @param columns for an UPDATE OF its columns' names as stored; otherwise empty
 * @since 0.1
 */
public record TriggerEvent(Statement statement, List<String> columns) {

    public static final TriggerEvent INSERT = new TriggerEvent(Statement.INSERT, List.of());
    /** An update of whatever column; {@link #updateOf} is another event. */
    public static final TriggerEvent UPDATE = new TriggerEvent(Statement.UPDATE, List.of());

    public static final TriggerEvent DELETE = new TriggerEvent(Statement.DELETE, List.of());
    public static final TriggerEvent TRUNCATE = new TriggerEvent(Statement.TRUNCATE, List.of());

    public TriggerEvent {
        columns = columns.stream().sorted().toList();
    }

    /** An update that names one of these columns. */
    public static TriggerEvent updateOf(String... columns) {
        return new TriggerEvent(Statement.UPDATE, new Columns(List.of(columns)).folded());
    }

    /** An update that names one of these columns. */
    public static TriggerEvent updateOf(Field<?>... columns) {
        return updateOf(Arrays.stream(columns).map(Names::unqualified).toArray(String[]::new));
    }

    @Override
    public String toString() {
        return columns.isEmpty()
                ? statement.name()
                : statement + columns.stream().map(Names::quote).collect(Collectors.joining(", ", " OF ", ""));
    }

    /** The statements that fire triggers. */
    public enum Statement {
        INSERT,
        DELETE,
        UPDATE,
        TRUNCATE
    }
}
