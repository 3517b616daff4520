package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Assertions on how many rows there are.
 *
 * <pre>{@code
 * rows.hasCountBetween(1, 10).isNotEmpty(); // passes with 5 rows
 * rows.hasAtLeast(6); // fails: there are 5
 * }</pre>
 */
abstract class AbstractRowCountsAssert<S extends AbstractRowCountsAssert<S>> extends AbstractRowsAssert<S> {

    AbstractRowCountsAssert(RowCheck check, Terms terms, Class<?> selfType) {
        super(check, terms, selfType);
    }

    /** Require exactly this many rows. */
    public S hasCount(long expected) {
        return hasCountBetween(expected, expected);
    }

    /** Require at least and at most so many rows. */
    public S hasCountBetween(long least, long most) {
        String wanted = Figures.range(least, most);
        return counted(wanted, count -> least <= count && count <= most);
    }

    /** Require at least so many rows. */
    public S hasAtLeast(long least) {
        return hasCountBetween(least, Long.MAX_VALUE);
    }

    /** Require at most so many rows. */
    public S hasAtMost(long most) {
        return counted("at most " + Figures.grouped(most), count -> count <= most);
    }

    /** Require more rows than this. */
    public S hasCountGreaterThan(long bound) {
        return counted("more than " + Figures.grouped(bound), count -> count > bound);
    }

    /** Require fewer rows than this. */
    public S hasCountLessThan(long bound) {
        return counted("fewer than " + Figures.grouped(bound), count -> count < bound);
    }

    /** Require at least one row. */
    public S isNotEmpty() {
        return hasAtLeast(1);
    }

    /** Require that there is no row. */
    public S isEmpty() {
        long count = check().count();
        if (count > 0) {
            Failure failure = Failure.expected("no row").butWas("0", Figures.grouped(count));
            check().samples("true", List.of()).forEach(failure::line);
            fail(failure.line(check().again("true")));
        }
        return myself;
    }

    /** Require as many rows as others are, of whatever database. */
    public S hasSameCountAs(Rows others) {
        return compared(others, "as many rows as ", 1, (count, other) -> count.compareTo(other) == 0);
    }

    /** Require so many rows for each of the others: 2 for twice as many. */
    public S hasSameCountAs(Rows others, double factor) {
        return compared(
                others,
                BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString() + " times as many rows as ",
                factor,
                (count, other) -> count.compareTo(other) == 0);
    }

    /** Require fewer rows than others are. */
    public S hasFewerThan(Rows others) {
        return compared(others, "fewer rows than ", 1, (count, other) -> count.compareTo(other) < 0);
    }

    /** Require more rows than others are. */
    public S hasMoreThan(Rows others) {
        return compared(others, "more rows than ", 1, (count, other) -> count.compareTo(other) > 0);
    }

    private S counted(String wanted, LongPredicate right) {
        long count = check().count();
        if (!right.test(count)) {
            fail(Failure.expected("the number of rows to be " + wanted)
                    .butWas(wanted, Figures.grouped(count))
                    .line(check().counting()));
        }
        return myself;
    }

    private S compared(Rows others, String rule, double factor, Relation relation) {
        RowCheck other = new RowCheck(RowsSql.of(others, sql().masks(), Optional.empty()), Optional.empty());
        BigDecimal bound = BigDecimal.valueOf(other.count()).multiply(BigDecimal.valueOf(factor));
        long count = check().count();
        if (count == 0 && bound.signum() == 0 && relation.holds(BigDecimal.ZERO, bound)) {
            terms().vacuous(new RowCheck.Result(0, 0), rule + other.where()).ifPresent(this::fail);
        }
        if (!relation.holds(BigDecimal.valueOf(count), bound)) {
            String words = rule.startsWith("fewer") ? "fewer than " : rule.startsWith("more") ? "more than " : "";
            String figure = bound.stripTrailingZeros().scale() <= 0
                    ? Figures.grouped(bound.longValue())
                    : bound.stripTrailingZeros().toPlainString();
            fail(Failure.expected(rule + other.where())
                    .butWas(words + figure, Figures.grouped(count))
                    .line(check().counting())
                    .line(other.counting()));
        }
        return myself;
    }

    private interface Relation {
        boolean holds(BigDecimal count, BigDecimal other);
    }
}
