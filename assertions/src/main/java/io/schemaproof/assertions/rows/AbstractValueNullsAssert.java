package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Assertions on values that are missing.
 *
 * <pre>{@code
 * rows.column("email").nulls(atMost(5).and(percent(0.1))); // passes with 1 in 1,000
 * rows.column("email").hasNoNulls(); // fails, and shows the rows by their keys
 * }</pre>
 */
abstract class AbstractValueNullsAssert<S extends AbstractValueNullsAssert<S>> extends AbstractValuesAssert<S> {

    AbstractValueNullsAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /** Require that no value is NULL. */
    public S hasNoNulls() {
        return nulls("no value to be NULL", "0 rows", true, result -> result.failing() == 0);
    }

    /** Require that few values are NULL: {@code nulls(atMost(5).and(percent(0.1)))}. */
    public S nulls(Threshold threshold) {
        return nulls(threshold + " to be NULL", threshold.toString(), true, threshold::allows);
    }

    /** Require that exactly so many values are NULL. */
    public S hasNulls(long expected) {
        String wanted = Figures.grouped(expected);
        return nulls(
                wanted + " values to be NULL", wanted + " rows", expected == 0, result -> result.failing() == expected);
    }

    /** Require that at most so many values are NULL. */
    public S hasAtMostNulls(long most) {
        return nulls(Threshold.atMost(most));
    }

    /** Require that every value is NULL. */
    public S hasOnlyNulls() {
        return every("every value to be NULL", "true", known(), List.of(expression()), "have a value");
    }

    /** Require that the share of NULLs, in percent of the rows, lies between two bounds. */
    public S hasNullPercentBetween(double least, double most) {
        String wanted = String.format(Locale.ROOT, "%.2f to %.2f %%", least, most);
        return nulls(
                wanted + " of the values to be NULL",
                wanted,
                true,
                result -> result.judged() == 0 || (result.percent() >= least && result.percent() <= most));
    }

    private S nulls(String rule, String wanted, boolean needsRows, Predicate<RowCheck.Result> right) {
        String missing = value() + " IS NULL";
        RowCheck.Result result = check().judge("true", missing);
        Optional<Failure> vacuous = needsRows ? terms().vacuous(result, rule) : Optional.empty();
        vacuous.ifPresent(this::fail);
        if (vacuous.isEmpty() && !right.test(result)) {
            Failure failure = Failure.expected(rule).butWas(wanted, result + " are NULL");
            check().samples(missing, List.of(expression())).forEach(failure::line);
            fail(failure.line(check().again(missing)));
        }
        return myself;
    }
}
