package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SqlValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Assert on the rows of a table or a query. The server counts and compares; no row is loaded but a few failing ones for the
 * message, each by its key and the columns that matter.
 *
 * <p>An assertion about every row fails when there is no row, unless {@link #allowingNoRows()} was said. Values of columns
 * that are called like secrets, or that {@link #masking} or {@code schemaproof.masked-columns} names, are not shown.
 *
 * <pre>{@code
 * assertThat(schema).rows("orders").hasCountBetween(1, 10);   // passes with 5 rows
 * assertThat(schema).rows("orders").allSatisfy("total >= 0");   // fails when a total is negative, and shows its key
 * }</pre>
 *
 * @since 0.1
 */
public class RowsAssert extends AbstractRowComparisonAssert<RowsAssert> {

    /**
     * Look the table or the query up.
     *
     * @throws AssertionError if there is no such table
     */
    public RowsAssert(Rows actual) {
        this(actual, MaskedColumns.ofSystem(), Terms.STRICT);
    }

    private RowsAssert(Rows actual, MaskedColumns masks, Terms terms) {
        super(new RowCheck(RowsSql.of(actual, masks, Optional.empty()), terms.store()), terms, RowsAssert.class);
    }

    private RowsAssert narrowed(String condition) {
        return new RowsAssert(actual.where(condition), sql().masks(), terms());
    }

    /** Go on with those rows that satisfy an SQL condition. */
    public RowsAssert where(String condition) {
        return continued(narrowed(condition));
    }

    /** Go on with those rows that satisfy a jOOQ condition. */
    public RowsAssert where(Condition condition) {
        return where(Conditions.sql(condition));
    }

    /** Assert on those rows that satisfy an SQL condition, and come back to all. */
    public RowsAssert where(String condition, Consumer<RowsAssert> requirements) {
        return nested(narrowed(condition), requirements);
    }

    /** Go on with the values of a column. */
    public ValuesAssert column(String name) {
        return continued(new ValuesAssert(check(), terms(), columnName(name)));
    }

    /** Go on with the values of a jOOQ field. */
    public ValuesAssert column(Field<?> field) {
        return column(Names.unqualified(field));
    }

    /** Assert on the values of a column, and come back to the rows; all failures are reported together. */
    public RowsAssert column(String name, Consumer<ValuesAssert> requirements) {
        return nested(new ValuesAssert(check(), terms(), columnName(name)), requirements);
    }

    /** Assert on the values of a jOOQ field, and come back to the rows; all failures are reported together. */
    public RowsAssert column(Field<?> field, Consumer<ValuesAssert> requirements) {
        return column(Names.unqualified(field), requirements);
    }

    /** Go on with the values of an SQL expression. */
    public ValuesAssert expression(String sql) {
        return continued(new ValuesAssert(check(), terms(), sql));
    }

    /** Assert on the values of an SQL expression and come back; all failures are reported together. */
    public RowsAssert expression(String sql, Consumer<ValuesAssert> requirements) {
        return nested(expression(sql), requirements);
    }

    /** Go on with the groups of rows that agree in these columns. */
    public GroupsAssert groupedBy(String... columns) {
        return continued(new GroupsAssert(check(), terms(), columnNames(List.of(columns))));
    }

    /** Go on with the groups of rows that agree in the columns of these jOOQ fields. */
    public GroupsAssert groupedBy(Field<?>... fields) {
        return groupedBy(Arrays.stream(fields).map(Names::unqualified).toArray(String[]::new));
    }

    /** Assert on the groups of rows that agree in a column, and come back to the rows. */
    public RowsAssert groupedBy(String column, Consumer<GroupsAssert> requirements) {
        return nested(new GroupsAssert(check(), terms(), columnNames(List.of(column))), requirements);
    }

    /** Do the same with a jOOQ field. */
    public RowsAssert groupedBy(Field<?> field, Consumer<GroupsAssert> requirements) {
        return groupedBy(Names.unqualified(field), requirements);
    }

    /**
     * Go on with the row of a primary key.
     *
     * @param key the key's values, in the order of its columns
     * @throws AssertionError if there is no such row
     * @throws IllegalArgumentException if the key has not as many columns, or there is none
     */
    public RowAssert row(Object... key) {
        List<String> columns = check().key().primary();
        if (columns.size() != key.length) {
            throw new IllegalArgumentException("The primary key of " + sql().name() + " is "
                    + (columns.isEmpty()
                            ? "missing; say where(..).singleRow()"
                            : "(" + String.join(", ", columns) + ")")
                    + ", but " + key.length + " values are given.");
        }
        List<ServerType> types = sql().types(columns);
        List<String> conditions = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            conditions.add(columns.get(i) + " = " + types.get(i).literal(key[i]));
            shown.add(columns.get(i) + " = " + check().shown(columns.get(i), SqlValues.text(key[i])));
        }
        String label = "row of " + sql().name() + " with " + String.join(", ", shown);
        return single(actual.where(String.join(" AND ", conditions)), label);
    }

    /** Assert on the row of a primary key that has one column, and come back to the rows. */
    public RowsAssert row(Object key, Consumer<RowAssert> requirements) {
        return nested(row(key), requirements);
    }

    /**
     * Go on with the only row there is.
     *
     * @throws AssertionError if there is none, or more than one
     */
    public RowAssert singleRow() {
        return single(actual, check().where().replaceFirst("^rows of ", "the row of "));
    }

    /** Assert on the only row there is and come back; all failures are reported together. */
    public RowsAssert singleRow(Consumer<RowAssert> requirements) {
        return nested(singleRow(), requirements);
    }

    private RowAssert single(Rows rows, String label) {
        RowCheck one = new RowCheck(RowsSql.of(rows, sql().masks(), Optional.of(label)), terms().store());
        long count = one.count();
        if (count != 1) {
            Failure failure = Failure.expected("exactly one row: " + label).butWas("1", Figures.grouped(count));
            one.samples("true", List.of()).forEach(failure::line);
            throw missing(failure.line(one.again("true")));
        }
        return continued(new RowAssert(one, terms()));
    }

    /** Compare with others if it is rows or a query that is given; anything else can never be equal. */
    @Override
    public RowsAssert isEqualTo(@Nullable Object expected) {
        return equalTo(expected, true);
    }

    /** Require a difference to others; anything but rows or a query is refused. */
    @Override
    public RowsAssert isNotEqualTo(@Nullable Object other) {
        return equalTo(other, false);
    }
}
