package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on which values there are, as a set.
 *
 * <pre>{@code
 * rows.column("status").hasOnlyValues("NEW", "PAID").isNotConstant(); // passes
 * rows.column("status").isUnique(); // fails, and shows the values that are there twice
 * }</pre>
 */
abstract class AbstractValueSetsAssert<S extends AbstractValueSetsAssert<S>> extends AbstractValueNullsAssert<S> {

    private static final int SHOWN = 20;

    AbstractValueSetsAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /** Require this many different values, NULL not counted. */
    public S hasDistinctCount(long expected) {
        return hasDistinctCountBetween(expected, expected);
    }

    /** Require at least and at most so many different values, NULL not counted. */
    public S hasDistinctCountBetween(long least, long most) {
        return distinct(
                least,
                most,
                least == most ? Figures.grouped(least) : Figures.grouped(least) + " to " + Figures.grouped(most));
    }

    private S distinct(long least, long most, String wanted) {
        long count = sql().number("SELECT count(DISTINCT " + comparable() + ")" + sql().from());
        if (count < least || count > most) {
            fail(Failure.expected(wanted + " different values")
                    .butWas(wanted, Figures.grouped(count))
                    .line(check().look(
                                    "SELECT DISTINCT " + comparable() + sql().from() + " ORDER BY 1", expression())));
        }
        return myself;
    }

    /** Require at least two different values, NULL not counted. */
    public S isNotConstant() {
        return distinct(2, Long.MAX_VALUE, "2 or more");
    }

    /** Require that no value occurs twice; NULLs are not judged. */
    public S isUnique() {
        return unique("");
    }

    /** Require that no value occurs twice among the rows that agree in these columns; NULLs are not judged. */
    public S isUniqueWithin(String... columns) {
        return unique(String.join(", ", columnNames(List.of(columns))));
    }

    /** Do the same with jOOQ fields. */
    public S isUniqueWithin(Field<?> first, Field<?>... more) {
        return isUniqueWithin(Names.unqualified(first, more));
    }

    private S unique(String group) {
        String window = " OVER (PARTITION BY " + (group.isEmpty() ? "" : group + ", ") + comparable();
        String order = check().key().order();
        Windowed rows = new Windowed(check(), known())
                .with(expression(), "schemaproof_v", expression(), expression())
                .with("schemaproof_r", "row_number()" + window + (order.isEmpty() ? ")" : " ORDER BY " + order + ")"));
        String rule = "every value to be unique" + (group.isEmpty() ? "" : " within " + group);
        return every(rule, rows, "schemaproof_r > 1", "repeat another");
    }

    /** Require that every value is this one. */
    @Override
    public S isEqualTo(Object expected) {
        return everyValue(
                "be " + shown(expected),
                comparable() + " <> " + literals(expected).get(0));
    }

    /** Require that no value is this one. */
    @Override
    public S isNotEqualTo(Object rejected) {
        return everyValue(
                "be other than " + shown(rejected),
                comparable() + " = " + literals(rejected).get(0));
    }

    /** Require that every value is one of these. */
    public S hasOnlyValues(Object... accepted) {
        return everyValue(
                "be one of " + shownAll(accepted),
                comparable() + " NOT IN (" + String.join(", ", literals(accepted)) + ")");
    }

    /** Require that every value is one of these. */
    @Override
    public S isIn(Object... accepted) {
        return hasOnlyValues(accepted);
    }

    /** Require that every value is one of these. */
    @Override
    public S isIn(Iterable<?> accepted) {
        return hasOnlyValues(array(accepted));
    }

    /** Require that no value is one of these. */
    @Override
    public S isNotIn(Iterable<?> rejected) {
        return hasNoneOfValues(array(rejected));
    }

    private static Object[] array(Iterable<?> values) {
        return StreamSupport.stream(values.spliterator(), false).toArray();
    }

    /** Require that no value is one of these. */
    public S hasNoneOfValues(Object... rejected) {
        return everyValue(
                "be none of " + shownAll(rejected),
                comparable() + " IN (" + String.join(", ", literals(rejected)) + ")");
    }

    /** Require that no value is one of these. */
    @Override
    public S isNotIn(Object... rejected) {
        return hasNoneOfValues(rejected);
    }

    /** Require that these values occur, each at least once, with or without others. */
    public S hasValues(Object... expected) {
        return sets("at least these values", false, expected);
    }

    /** Require that exactly these values occur, each at least once. */
    public S hasExactlyValues(Object... expected) {
        return sets("exactly these values", true, expected);
    }

    private S sets(String rule, boolean exactly, Object... values) {
        List<String> literals = literals(values);
        String expected = "(SELECT v FROM (VALUES (" + String.join("), (", literals) + ")) schemaproof_e(v))";
        String found = "(SELECT DISTINCT " + comparable() + " AS v" + sql().and(known()) + ")";
        List<String> missing = few(expected + " EXCEPT " + found);
        List<String> extra = exactly ? few(found + " EXCEPT " + expected) : List.of();
        if (!missing.isEmpty() || !extra.isEmpty()) {
            Failure failure = Failure.expected(rule).butWas(listed(few(expected)), listed(few(found)));
            if (!missing.isEmpty()) {
                failure.line("missing : " + listed(missing));
            }
            if (!extra.isEmpty()) {
                failure.line("extra   : " + listed(extra));
            }
            if (!hidden()) {
                missing.forEach(value -> failure.line(Names.didYouMean(value, extra)));
            }
            fail(failure.line(check().look(
                            "SELECT DISTINCT " + comparable() + sql().and(known()) + " ORDER BY 1", expression())));
        }
        return myself;
    }

    private List<String> few(String values) {
        ServerType compared = sql().type(comparable());
        return sql().column("SELECT " + compared.shown("v") + " FROM (" + values
                + ") schemaproof_s(v) ORDER BY v LIMIT " + (SHOWN + 1));
    }

    private String listed(List<String> values) {
        boolean more = values.size() > SHOWN;
        if (hidden()) {
            return more ? "more than " + SHOWN + " masked values" : values.size() + " masked values";
        }
        return values.isEmpty()
                ? "none"
                : values.stream().limit(SHOWN).map(RowCheck::shortened).collect(Collectors.joining(", "))
                        + (more ? ", …" : "");
    }

    /** Require that this value occurs more often than any other; NULL is not counted. */
    public S hasMostCommonValue(Object expected) {
        String literal = literals(expected).get(0);
        List<List<@Nullable String>> top =
                new ArrayList<>(sql().query("SELECT " + sql().type(comparable()).shown("v")
                        + ", count(*), v = " + literal + " FROM (SELECT " + comparable() + " AS v" + sql().and(known())
                        + ") schemaproof_s GROUP BY v ORDER BY 2 DESC, v LIMIT 2"));
        boolean tie = top.size() == 2
                && String.valueOf(top.get(0).get(1)).equals(top.get(1).get(1));
        if (top.isEmpty() || tie || !"t".equals(top.get(0).get(2))) {
            String found = top.isEmpty()
                    ? "none: there is no value"
                    : (tie ? top : Collections.singletonList(top.get(0)))
                            .stream()
                                    .map(row -> found(row.get(0)) + " (" + row.get(1) + " rows)")
                                    .collect(Collectors.joining(", as often as "));
            fail(Failure.expected("the most common value to be " + shown(expected))
                    .butWas(shown(expected), found)
                    .line(check().look(
                                    "SELECT " + comparable() + ", count(*)" + sql().and(known())
                                            + " GROUP BY 1 ORDER BY 2 DESC",
                                    expression())));
        }
        return myself;
    }
}
