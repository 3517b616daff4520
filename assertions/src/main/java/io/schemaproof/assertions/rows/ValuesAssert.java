package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.core.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Assert on the values that a column or an expression has in some rows.
 *
 * <p>Values are given in Java or as PostgreSQL writes them; the server turns them into the column's type and compares.
 * Except where NULL is spoken of, NULLs are not judged; where nothing else is left, the assertion fails, unless {@link
 * RowsAssert#allowingNoRows()} was said.
 *
 * @since 0.1
 */
public class ValuesAssert extends AbstractSchemaproofAssert<ValuesAssert, Rows> {

    private final RowCheck check;
    private final String expression;
    private final boolean noRowsAllowed;

    ValuesAssert(RowCheck check, Rows rows, String expression, boolean noRowsAllowed) {
        super(rows, ValuesAssert.class);
        this.check = check;
        this.expression = expression;
        this.noRowsAllowed = noRowsAllowed;
    }

    @Override
    protected String where() {
        return check.where() + " · " + expression;
    }

    /** Require that no value is NULL. */
    public ValuesAssert hasNoNulls() {
        RowCheck.Result result = nulls("no value to be NULL");
        if (result.failing() > 0) {
            fail(nullFailure("no value to be NULL", "0 rows", result));
        }
        return this;
    }

    /** Require that exactly so many values are NULL. */
    public ValuesAssert hasNulls(long expected) {
        RowCheck.Result result = check.judge("true", nullCondition());
        if (result.failing() != expected) {
            fail(nullFailure(
                    Figures.grouped(expected) + " values to be NULL", Figures.grouped(expected) + " rows", result));
        }
        return this;
    }

    /** Require that at most so many values are NULL. */
    public ValuesAssert hasAtMostNulls(long most) {
        RowCheck.Result result = nulls("at most " + Figures.grouped(most) + " values to be NULL");
        if (result.failing() > most) {
            String wanted = "at most " + Figures.grouped(most) + " rows";
            fail(nullFailure("few values to be NULL", wanted, result));
        }
        return this;
    }

    /** Require that the share of NULLs, in percent of the rows, lies between two bounds. */
    public ValuesAssert hasNullPercentBetween(double least, double most) {
        String wanted = String.format(Locale.ROOT, "%.2f to %.2f %%", least, most);
        RowCheck.Result result = nulls(wanted + " of the values to be NULL");
        if (result.judged() > 0 && (result.percent() < least || result.percent() > most)) {
            fail(nullFailure(wanted + " of the values to be NULL", wanted, result));
        }
        return this;
    }

    /** Require this many different values, NULL not counted. */
    public ValuesAssert hasDistinctCount(long expected) {
        long count = check.sql().number("SELECT count(DISTINCT " + expression + ")" + check.from());
        if (count != expected) {
            fail(Failure.expected(Figures.grouped(expected) + " different values")
                    .butWas(Figures.grouped(expected), Figures.grouped(count)));
        }
        return this;
    }

    /** Require that the least value is this one. */
    public ValuesAssert hasMin(Object expected) {
        return extreme("min", expected);
    }

    /** Require that the greatest value is this one. */
    public ValuesAssert hasMax(Object expected) {
        return extreme("max", expected);
    }

    /** Require that no value is less than the one or greater than the other. */
    public ValuesAssert isBetween(Object least, Object most) {
        String type = type();
        String failing = "(" + expression + ") NOT BETWEEN " + literal(least, type) + " AND " + literal(most, type);
        return every("value to be between " + least + " and " + most, failing);
    }

    /** Require that every value matches a regular expression of PostgreSQL in some part ({@code ~}). */
    public ValuesAssert matches(String regularExpression) {
        return every(
                "value to match " + regularExpression,
                "(" + expression + ")::text !~ " + literal(regularExpression, "text"));
    }

    /** Require that every value is one of these. */
    public ValuesAssert hasOnlyValues(Object... accepted) {
        String type = type();
        List<String> literals = new ArrayList<>();
        for (Object value : accepted) {
            literals.add(literal(value, type));
        }
        String failing =
                literals.isEmpty() ? "true" : "(" + expression + ") NOT IN (" + String.join(", ", literals) + ")";
        return every("value to be one of " + List.of(accepted), failing);
    }

    /** Require that exactly these values occur, each at least once. */
    public ValuesAssert hasExactlyValues(Object... expected) {
        String type = type();
        List<String> canonical = new ArrayList<>();
        for (Object value : expected) {
            canonical.add(String.valueOf(check.sql().value("SELECT " + Sql.text(literal(value, type), type))));
        }
        List<String> found = check.sql()
                .column("SELECT DISTINCT " + Sql.text(expression, type) + check.and(expression + " IS NOT NULL")
                        + " ORDER BY 1 LIMIT 1000");
        SetDifference difference = SetDifference.exactly(canonical, found);
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these values").sets(difference));
        }
        return this;
    }

    private ValuesAssert extreme(String aggregate, Object expected) {
        String type = type();
        String canonical = String.valueOf(check.sql().value("SELECT " + Sql.text(literal(expected, type), type)));
        String found = String.valueOf(
                check.sql().value("SELECT " + Sql.text(aggregate + "(" + expression + ")", type) + check.from()));
        if (!canonical.equals(found)) {
            fail(Failure.expected("the " + aggregate + " to be " + canonical)
                    .butWas(canonical, found.equals("null") ? "none: there is no value" : found));
        }
        return this;
    }

    private ValuesAssert every(String what, String failing) {
        RowCheck.Result result = check.judge(expression + " IS NOT NULL", failing);
        if (result.judged() == 0 && !noRowsAllowed) {
            fail(nothing("every " + what));
        } else if (result.failing() > 0) {
            Failure failure = Failure.expected("every " + what).butWas("0 rows fail", result + " fail");
            check.samples(failing, List.of(expression)).forEach(failure::line);
            fail(failure.line(check.again(failing)));
        }
        return this;
    }

    private RowCheck.Result nulls(String rule) {
        RowCheck.Result result = check.judge("true", nullCondition());
        if (result.judged() == 0 && !noRowsAllowed) {
            fail(nothing(rule));
        }
        return result;
    }

    private Failure nullFailure(String rule, String wanted, RowCheck.Result result) {
        Failure failure = Failure.expected(rule).butWas(wanted, result + " are NULL");
        check.samples(nullCondition(), List.of(expression)).forEach(failure::line);
        return failure.line(check.again(nullCondition()));
    }

    private static Failure nothing(String rule) {
        return Failure.expected(rule)
                .butWas("at least one value to judge", "no value: nothing was checked")
                .line("Say allowingNoRows() before column(..) if that is meant.");
    }

    private String nullCondition() {
        return "(" + expression + ") IS NULL";
    }

    /** The type of the expression, without rows; a length is left out, so that nothing expected is cut. */
    private String type() {
        return String.valueOf(check.sql()
                .value("SELECT pg_catalog.pg_typeof((SELECT " + expression + check.from() + " LIMIT 1))::text"));
    }

    /** Write a value as a literal; the driver takes no question mark inside one for a parameter. */
    private static String literal(Object value, String type) {
        String text = value.toString().replace("'", "''");
        String quoted = text.indexOf('\\') < 0 ? "'" + text + "'" : "E'" + text.replace("\\", "\\\\") + "'";
        return "CAST(" + quoted + " AS " + type + ")";
    }
}
