package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Figures;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/**
 * How many rows may fail: so many, such a share, or both.
 *
 * <p>{@code atMost(5).and(percent(0.1))} is the stricter, {@code atMost(5).or(percent(0.1))} the looser of the two.
 *
 * @since 0.1
 */
public abstract class Threshold {

    Threshold() {}

    /**
     * At most so many rows.
     *
     * @throws IllegalArgumentException if negative
     */
    public static Threshold atMost(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("Not a number of rows: " + rows);
        }
        return new Leaf(rows, false, "at most " + Figures.grouped(rows) + (rows == 1 ? " row" : " rows"));
    }

    /**
     * At most this share of the rows that are judged.
     *
     * @param most in percent, 0 to 100
     * @throws IllegalArgumentException if it is outside
     */
    public static Threshold percent(double most) {
        if (!(most >= 0 && most <= 100)) {
            throw new IllegalArgumentException("Not a percentage: " + most + ". It goes from 0 to 100.");
        }
        return new Leaf(
                most,
                true,
                "at most " + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString() + " %");
    }

    /** Both must be kept. */
    public Threshold and(Threshold other) {
        return new Both(this, other, true);
    }

    /** One of them must be kept. */
    public Threshold or(Threshold other) {
        return new Both(this, other, false);
    }

    abstract boolean allows(RowCheck.Result result);

    /** None may fail. */
    static Threshold none() {
        return new Leaf(0, false, "0 rows");
    }

    private static final class Leaf extends Threshold {

        private final double most;
        private final boolean share;
        private final String text;

        Leaf(double most, boolean share, String text) {
            this.most = most;
            this.share = share;
            this.text = text;
        }

        @Override
        boolean allows(RowCheck.Result result) {
            // Exact, where a quotient would not be.
            return share
                    ? BigDecimal.valueOf(result.failing())
                                    .scaleByPowerOfTen(2)
                                    .compareTo(BigDecimal.valueOf(most).multiply(BigDecimal.valueOf(result.judged())))
                            <= 0
                    : result.failing() <= most;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class Both extends Threshold {

        private final Threshold first;
        private final Threshold second;
        private final boolean and;

        Both(Threshold first, Threshold second, boolean and) {
            this.first = first;
            this.second = second;
            this.and = and;
        }

        @Override
        boolean allows(RowCheck.Result result) {
            return and ? first.allows(result) && second.allows(result) : first.allows(result) || second.allows(result);
        }

        @Override
        public String toString() {
            UnaryOperator<String> nested =
                    text -> text.contains(" and ") || text.contains(" or ") ? "(" + text + ")" : text;
            return nested.apply(first.toString()) + (and ? " and " : " or ") + nested.apply(second.toString());
        }
    }
}
