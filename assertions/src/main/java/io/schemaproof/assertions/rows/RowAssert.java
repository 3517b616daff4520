package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Assert on one row.
 *
 * <pre>{@code
 * assertThat(schema).rows("orders").row(42).hasValue("status", "PAID");   // passes when the order 42 is paid
 * assertThat(schema).rows("orders").row(42).hasNull("paid_at");   // fails when it has a date
 * }</pre>
 *
 * @since 0.1
 */
public class RowAssert extends AbstractRowsAssert<RowAssert> {

    RowAssert(RowCheck check, Terms terms) {
        super(check, terms, RowAssert.class);
    }

    /** Require this value in a column; null stands for NULL. */
    public RowAssert hasValue(String column, @Nullable Object expected) {
        if (expected == null) {
            return hasNull(column);
        }
        String name = columnName(column);
        ValuesAssert values = new ValuesAssert(check(), terms(), name);
        String equal = values.comparable() + " IS NOT DISTINCT FROM "
                + values.literals(expected).get(0);
        RowCheck.Result result = check().judge("true", "NOT (" + equal + ")");
        if (result.failing() > 0) {
            String found = sql().column("SELECT " + values.type().shown(name) + sql().from())
                    .get(0);
            boolean isNull =
                    !sql().query("SELECT 1" + sql().and(name + " IS NULL")).isEmpty();
            fail(Failure.expected(name + " to be " + values.shown(expected))
                    .butWas(values.shown(expected), isNull ? "NULL" : values.found(found))
                    .line(check().again("true")));
        }
        return this;
    }

    /** Require this value in the column that a jOOQ field stands for. */
    public RowAssert hasValue(Field<?> field, @Nullable Object expected) {
        return hasValue(Names.unqualified(field), expected);
    }

    /**
     * Require these values in these columns.
     *
     * @throws IllegalArgumentException if there is none
     */
    public RowAssert hasValues(Map<String, ? extends @Nullable Object> expected) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("Name at least one column.");
        }
        expected.forEach(this::hasValue);
        return this;
    }

    /** Require NULL in a column. */
    public RowAssert hasNull(String column) {
        String name = columnName(column);
        return every(name + " to be NULL", "true", name + " IS NOT NULL", List.of(name), "have a value");
    }

    /** Do the same with a jOOQ field. */
    public RowAssert hasNull(Field<?> field) {
        return hasNull(Names.unqualified(field));
    }

    /** Require something else than NULL in these columns. */
    public RowAssert hasNoNullIn(String... columns) {
        List<String> names = columnNames(List.of(columns));
        return every(
                String.join(", ", names) + " not to be NULL",
                "true",
                "num_nulls(" + String.join(", ", names) + ") > 0",
                names,
                "have a NULL");
    }

    /** Do the same with jOOQ fields. */
    public RowAssert hasNoNullIn(Field<?> first, Field<?>... more) {
        return hasNoNullIn(Names.unqualified(first, more));
    }

    /** Require that the row satisfies an SQL condition; NULL counts as not satisfied. */
    public RowAssert satisfies(String condition) {
        return every(
                "the row to satisfy " + condition,
                "true",
                "(" + WholeSql.of(condition) + ") IS NOT TRUE",
                List.of(),
                "do not");
    }

    /** Go on with the value of a column. */
    public ValuesAssert column(String name) {
        return continued(new ValuesAssert(check(), terms(), columnName(name)));
    }

    /** Do the same with a jOOQ field. */
    public ValuesAssert column(Field<?> field) {
        return column(Names.unqualified(field));
    }

    /** Assert on the value of a column, and come back to the row; all failures are reported together. */
    public RowAssert column(String name, Consumer<ValuesAssert> requirements) {
        return nested(new ValuesAssert(check(), terms(), columnName(name)), requirements);
    }

    /** Do the same with a jOOQ field. */
    public RowAssert column(Field<?> field, Consumer<ValuesAssert> requirements) {
        return column(Names.unqualified(field), requirements);
    }
}
