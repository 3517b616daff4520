package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.MaskedColumns;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one figure that the server makes of all values; NULLs are left out, as SQL's aggregates do.
 *
 * <pre>{@code
 * rows.column("total").hasMinBetween(0, 1).hasAverage(10, 0.5); // passes
 * rows.column("total").hasMax(99); // fails when the greatest is 100
 * }</pre>
 */
abstract class AbstractValueAggregatesAssert<S extends AbstractValueAggregatesAssert<S>>
        extends AbstractValueOrderAssert<S> {

    AbstractValueAggregatesAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /** Require that the least value is this one. */
    public S hasMin(Object expected) {
        return is("min", extreme(""), expected);
    }

    /** Require that the least value lies between two bounds. */
    public S hasMinBetween(Object least, Object most) {
        return between("min", extreme(""), least, most);
    }

    /** Require that the greatest value is this one. */
    public S hasMax(Object expected) {
        return is("max", extreme(" DESC"), expected);
    }

    /** Require that the greatest value lies between two bounds. */
    public S hasMaxBetween(Object least, Object most) {
        return between("max", extreme(" DESC"), least, most);
    }

    /** Require that the values add up to this. */
    public S hasSum(Object expected) {
        return is("sum", of("sum(%s)"), expected);
    }

    /** Require that the values add up to this, or differ from it by no more than the tolerance. */
    public S hasSum(Object expected, Object tolerance) {
        return close("sum", of("sum(%s)"), expected, tolerance);
    }

    /** Require that the sum lies between two bounds. */
    public S hasSumBetween(Object least, Object most) {
        return between("sum", of("sum(%s)"), least, most);
    }

    /** Require that the average is this, or differs from it by no more than the tolerance. */
    public S hasAverage(Object expected, Object tolerance) {
        return close("average", of("avg(%s)"), expected, tolerance);
    }

    /** Require that the average lies between two bounds. */
    public S hasAverageBetween(Object least, Object most) {
        return between("average", of("avg(%s)"), least, most);
    }

    /** Require that the median is this, or differs from it by no more than the tolerance. */
    public S hasMedian(Object expected, Object tolerance) {
        return close("median", quantile(0.5), expected, tolerance);
    }

    /** Require that the median lies between two bounds. */
    public S hasMedianBetween(Object least, Object most) {
        return between("median", quantile(0.5), least, most);
    }

    /**
     * Require that a quantile is this, or differs from it by no more than the tolerance. Numbers and intervals are
     * interpolated ({@code percentile_cont}), of other types it is one of the values ({@code percentile_disc}).
     *
     * @param fraction 0 to 1
     */
    public S hasQuantile(double fraction, Object expected, Object tolerance) {
        return close("quantile " + fraction, quantile(fraction), expected, tolerance);
    }

    /** Require that a quantile lies between two bounds. */
    public S hasQuantileBetween(double fraction, Object least, Object most) {
        return between("quantile " + fraction, quantile(fraction), least, most);
    }

    /** Require that the sample's standard deviation is this, or differs from it by no more than the tolerance. */
    public S hasStandardDeviation(Object expected, Object tolerance) {
        return close("standard deviation", of("stddev_samp(%s)"), expected, tolerance);
    }

    /** Require that the sample's standard deviation lies between two bounds. */
    public S hasStandardDeviationBetween(Object least, Object most) {
        return between("standard deviation", of("stddev_samp(%s)"), least, most);
    }

    private String of(String aggregate) {
        return "SELECT " + aggregate.replace("%s", expression()) + sql().from();
    }

    /** By the order of the type, since not every type that has one also has {@code min}. */
    private String extreme(String direction) {
        return "SELECT " + expression() + sql().and(known()) + " ORDER BY " + value() + direction + " LIMIT 1";
    }

    private String quantile(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("Not a fraction: " + fraction + ". It goes from 0 to 1.");
        }
        boolean interpolated = type().category() == 'N' || type().category() == 'T';
        return of((interpolated ? "percentile_cont(" : "percentile_disc(")
                + BigDecimal.valueOf(fraction).toPlainString() + ") WITHIN GROUP (ORDER BY %s)");
    }

    private S is(String name, String aggregate, Object expected) {
        ServerType result = sql().type("(" + aggregate + ")");
        return judge(name, result, aggregate, "v = " + result.literal(expected), shown(expected));
    }

    private S close(String name, String aggregate, Object expected, Object tolerance) {
        ServerType result = sql().type("(" + aggregate + ")");
        String literal = bound(result, expected);
        String far = tolerance(tolerance);
        return judge(
                name,
                result,
                aggregate,
                "v BETWEEN " + literal + " - " + far + " AND " + literal + " + " + far,
                shown(expected) + " ± " + tolerance);
    }

    private S between(String name, String aggregate, Object least, Object most) {
        ServerType result = sql().type("(" + aggregate + ")");
        String condition =
                "v BETWEEN " + bound(result, ServerType.bound(least)) + " AND " + bound(result, ServerType.bound(most));
        return judge(name, result, aggregate, condition, shown(least) + " to " + shown(most));
    }

    /** A bound of whole numbers may lie between two of them. */
    private static String bound(ServerType result, Object value) {
        boolean whole = result.name().equals("integer")
                || result.name().equals("bigint")
                || result.name().equals("smallint");
        return (whole ? new ServerType("numeric", 'N', "", false, false) : result).literal(value);
    }

    private S judge(String name, ServerType result, String aggregate, String condition, String wanted) {
        List<@Nullable String> row = sql()
                .query("SELECT " + result.shown("v") + ", " + condition + " FROM (" + aggregate + ") schemaproof_a(v)")
                .stream()
                .findFirst()
                .orElse(Arrays.asList(null, null));
        if (!"t".equals(row.get(1))) {
            String value = row.get(0);
            fail(Failure.expected("the " + name + " to be " + wanted)
                    .butWas(
                            wanted,
                            value == null
                                    ? "none: there is no value"
                                    : hidden() ? MaskedColumns.MASK : RowCheck.shortened(value))
                    .line(check().look(aggregate, expression())));
        }
        return myself;
    }
}
