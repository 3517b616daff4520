package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;

/**
 * Assertions that use the order of a type: bounds, other columns, and the sequence of values from row to row.
 *
 * <pre>{@code
 * rows.column("total").isBetween(0, 100).isGreaterThanOrEqualToColumn("discount"); // passes
 * rows.column("number").isSequential("tenant_id"); // fails when a tenant's numbers have a gap
 * }</pre>
 */
abstract class AbstractValueOrderAssert<S extends AbstractValueOrderAssert<S>> extends AbstractValueSetsAssert<S> {

    AbstractValueOrderAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /** Require that no value is less than the one or greater than the other. */
    public S isBetween(Object least, Object most) {
        return everyValue(
                "be between " + shown(least) + " and " + shown(most),
                value() + " NOT BETWEEN " + limit(least) + " AND " + limit(most));
    }

    /** Require that every value is greater than this one; of dates and times: after it. */
    public S isGreaterThan(Object bound) {
        return everyValue("be greater than " + shown(bound), value() + " <= " + limit(bound));
    }

    /** Require that every value is this one or greater. */
    public S isGreaterThanOrEqualTo(Object bound) {
        return everyValue("be at least " + shown(bound), value() + " < " + limit(bound));
    }

    /** Require that every value is less than this one. */
    public S isLessThan(Object bound) {
        return everyValue("be less than " + shown(bound), value() + " >= " + limit(bound));
    }

    /** Require that every value is this one or less. */
    public S isLessThanOrEqualTo(Object bound) {
        return everyValue("be at most " + shown(bound), value() + " > " + limit(bound));
    }

    /** Require that every value, a date or a time, is before this one. */
    public S isBefore(Object bound) {
        return everyValue("be before " + shown(bound), value() + " >= " + limit(bound));
    }

    /** Require that every value, a date or a time, is this one or before. */
    public S isBeforeOrEqualTo(Object bound) {
        return everyValue("be " + shown(bound) + " or before", value() + " > " + limit(bound));
    }

    /** Require that every value, a date or a time, is after this one. */
    public S isAfter(Object bound) {
        return everyValue("be after " + shown(bound), value() + " <= " + limit(bound));
    }

    /** Require that every value, a date or a time, is this one or after. */
    public S isAfterOrEqualTo(Object bound) {
        return everyValue("be " + shown(bound) + " or after", value() + " < " + limit(bound));
    }

    /**
     * Require that every value is at most so far from this one.
     *
     * @param tolerance a number; of dates and times a {@link java.time.Duration}
     */
    public S isCloseTo(Object expected, Object tolerance) {
        String far = tolerance(tolerance);
        return everyValue(
                "be within " + tolerance + " of " + shown(expected),
                "(" + value() + " < " + literal(expected) + " - " + far + " OR " + value() + " > " + literal(expected)
                        + " + " + far + ")");
    }

    /** Require in every row more than another column has; rows where one of them is NULL are not judged. */
    public S isGreaterThanColumn(String column) {
        return pair("greater than", column, "<=");
    }

    /** The same with the column of a jOOQ field. */
    public S isGreaterThanColumn(Field<?> field) {
        return isGreaterThanColumn(Names.unqualified(field));
    }

    /** Require in every row at least what another column has; rows where one of them is NULL are not judged. */
    public S isGreaterThanOrEqualToColumn(String column) {
        return pair("at least", column, "<");
    }

    /** The same with the column of a jOOQ field. */
    public S isGreaterThanOrEqualToColumn(Field<?> field) {
        return isGreaterThanOrEqualToColumn(Names.unqualified(field));
    }

    /** Require in every row less than another column has; rows where one of them is NULL are not judged. */
    public S isLessThanColumn(String column) {
        return pair("less than", column, ">=");
    }

    /** The same with the column of a jOOQ field. */
    public S isLessThanColumn(Field<?> field) {
        return isLessThanColumn(Names.unqualified(field));
    }

    /** Require in every row at most what another column has; rows where one of them is NULL are not judged. */
    public S isLessThanOrEqualToColumn(String column) {
        return pair("at most", column, ">");
    }

    /** The same with the column of a jOOQ field. */
    public S isLessThanOrEqualToColumn(Field<?> field) {
        return isLessThanOrEqualToColumn(Names.unqualified(field));
    }

    /**
     * Require in every row what another column has; NULL equals NULL alone. A row where both are NULL says nothing, so there
     * must be one that has a value, unless {@link #allowingNoRows()} was said.
     */
    public S isEqualToColumn(String column) {
        String other = columnName(column);
        return every(
                "every value to be equal to " + other,
                "(" + known() + " OR NOT (" + other + " IS NULL))",
                comparable() + " IS DISTINCT FROM " + sql().type(other).comparable(other),
                List.of(expression(), other),
                "fail");
    }

    /** The same with the column of a jOOQ field. */
    public S isEqualToColumn(Field<?> field) {
        return isEqualToColumn(Names.unqualified(field));
    }

    /** Require in every row something else than another column has; rows where one of them is NULL are not judged. */
    public S isNotEqualToColumn(String column) {
        return pair("different from", column, "=");
    }

    /** The same with the column of a jOOQ field. */
    public S isNotEqualToColumn(Field<?> field) {
        return isNotEqualToColumn(Names.unqualified(field));
    }

    private S pair(String words, String column, String failing) {
        String other = columnName(column);
        return every(
                "every value to be " + words + " " + other,
                known() + " AND " + other + " IS NOT NULL",
                value() + " " + failing + " " + other,
                List.of(expression(), other),
                "fail");
    }

    /**
     * Require that no value is less than the one before it. There must be two values or more, here and in the three that
     * follow: with one nothing was compared, unless {@link #allowingNoRows()} was said.
     *
     * @param order SQL expressions that sort the rows; where they tie, any order will do
     */
    public S isIncreasing(String... order) {
        return monotone("increase", "<", "", order);
    }

    /** Do the same with jOOQ fields. */
    public S isIncreasing(Field<?> first, Field<?>... more) {
        return isIncreasing(Names.unqualified(first, more));
    }

    /** Require that each value is greater than the one before it. */
    public S isStrictlyIncreasing(String... order) {
        return monotone("increase strictly", "<=", "", order);
    }

    /** Do the same with jOOQ fields. */
    public S isStrictlyIncreasing(Field<?> first, Field<?>... more) {
        return isStrictlyIncreasing(Names.unqualified(first, more));
    }

    /** Require that no value is greater than the one before it. */
    public S isDecreasing(String... order) {
        return monotone("decrease", ">", " DESC", order);
    }

    /** Do the same with jOOQ fields. */
    public S isDecreasing(Field<?> first, Field<?>... more) {
        return isDecreasing(Names.unqualified(first, more));
    }

    /** Require that each value is less than the one before it. */
    public S isStrictlyDecreasing(String... order) {
        return monotone("decrease strictly", ">=", " DESC", order);
    }

    /** Do the same with jOOQ fields. */
    public S isStrictlyDecreasing(Field<?> first, Field<?>... more) {
        return isStrictlyDecreasing(Names.unqualified(first, more));
    }

    private S monotone(String words, String failing, String ties, String... order) {
        if (order.length == 0) {
            throw new IllegalArgumentException("Say by which columns the rows are sorted: a table has no order.");
        }
        String by = Arrays.stream(order).map(WholeSql::of).collect(Collectors.joining(", "));
        Windowed rows = new Windowed(check(), known())
                .with(expression(), "schemaproof_v", expression(), expression())
                .with(
                        "the one before",
                        "schemaproof_p",
                        "lag(" + value() + ") OVER (ORDER BY " + by + ", " + value() + ties + ")",
                        expression());
        return everyPair(
                "the values to " + words + " by " + by, rows, "schemaproof_v " + failing + " schemaproof_p", "do not");
    }

    /**
     * Require that whole numbers or dates follow one another without a gap and without one twice, from the least to the
     * greatest. There must be two values or more that follow one another, unless {@link #allowingNoRows()} was said.
     *
     * @param within columns in which rows must agree to be one sequence
     */
    public S isSequential(String... within) {
        String group = List.of(within).stream().map(this::columnName).collect(Collectors.joining(", "));
        Windowed rows = new Windowed(check(), known())
                .with(expression(), "schemaproof_v", expression(), expression())
                .with(
                        "the one before",
                        "schemaproof_p",
                        "lag(" + value() + ") OVER (" + (group.isEmpty() ? "" : "PARTITION BY " + group + " ")
                                + "ORDER BY " + value() + ")",
                        expression());
        return everyPair(
                "the values to follow one another without gaps" + (group.isEmpty() ? "" : " within " + group),
                rows,
                "schemaproof_v <> schemaproof_p + 1",
                "do not follow");
    }

    /** Do the same with jOOQ fields. */
    public S isSequential(Field<?> first, Field<?>... more) {
        return isSequential(Names.unqualified(first, more));
    }

    String literal(Object value) {
        return literals(value).get(0);
    }

    private String limit(Object bound) {
        return literal(ServerType.bound(bound));
    }

    /** How far a value may be away, in the type that is added to values of ours. */
    String tolerance(Object tolerance) {
        return ServerType.distance(type().category() == 'N', tolerance);
    }
}
