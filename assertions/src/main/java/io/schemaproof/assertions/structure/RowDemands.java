package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.Amount;
import io.schemaproof.assertions.contract.RowCheckContract;
import io.schemaproof.assertions.contract.RowDemand;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.assertions.rows.Threshold;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Turn what a contract demands of rows into the assertion on them that says it.
 *
 * @param qualified gives a table's name a schema
 */
record RowDemands(UnaryOperator<String> qualified, DataSource dataSource) {

    /** A literal, a quoted name, or question marks. */
    private static final Pattern MARK = Pattern.compile("'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|\\?+");

    /** A demand in words. */
    static String title(RowDemand demand) {
        if (demand instanceof RowDemand.All all) {
            return "all satisfy " + all.condition();
        } else if (demand instanceof RowDemand.None none) {
            return "none satisfies " + none.condition();
        } else if (demand instanceof RowDemand.Any any) {
            return "one satisfies " + any.condition();
        } else if (demand instanceof RowDemand.Count count) {
            return words(count.amount()) + " of them";
        } else if (demand instanceof RowDemand.Distinct distinct) {
            return words(distinct.amount()) + " different values of " + distinct.column();
        } else if (demand instanceof RowDemand.Unique unique) {
            return "unique on " + String.join(", ", unique.columns());
        } else if (demand instanceof RowDemand.NotNull filled) {
            return "no NULL in " + String.join(", ", filled.columns());
        } else if (demand instanceof RowDemand.Values values) {
            return values.column() + " is one of " + String.join(", ", values.accepted());
        }
        RowDemand.NoOrphans orphans = (RowDemand.NoOrphans) demand;
        return "no orphans in " + String.join(", ", orphans.columns()) + ", found in " + orphans.table();
    }

    private static String words(Amount amount) {
        if (amount.least() == 0) {
            return "at most " + Figures.grouped(amount.most());
        }
        return Figures.range(amount.least(), amount.most());
    }

    void check(RowsAssert all, RowCheckContract expected) {
        RowsAssert rows = all;
        if (expected.allowsNoRows()) {
            rows = rows.allowingNoRows();
        }
        if (expected.toleratedRows().isPresent()) {
            rows = rows.tolerating(Threshold.atMost(expected.toleratedRows().getAsLong()));
        }
        if (expected.toleratedPercent().isPresent()) {
            rows = rows.tolerating(
                    Threshold.percent(expected.toleratedPercent().get().doubleValue()));
        }
        check(rows, expected.demand());
    }

    private void check(RowsAssert rows, RowDemand demand) {
        if (demand instanceof RowDemand.All all) {
            rows.allSatisfy(operators(all.condition()));
        } else if (demand instanceof RowDemand.None none) {
            rows.noneSatisfy(operators(none.condition()));
        } else if (demand instanceof RowDemand.Any any) {
            rows.anySatisfies(operators(any.condition()));
        } else if (demand instanceof RowDemand.Count count) {
            count(rows, count.amount());
        } else if (demand instanceof RowDemand.Distinct distinct) {
            rows.column(
                    distinct.column(),
                    values -> values.hasDistinctCountBetween(
                            distinct.amount().least(), distinct.amount().most()));
        } else if (demand instanceof RowDemand.Unique unique) {
            rows.isUniqueOn(unique.columns().toArray(String[]::new));
        } else if (demand instanceof RowDemand.NotNull filled) {
            filled.columns().forEach(column -> rows.column(column, values -> values.hasNoNulls()));
        } else if (demand instanceof RowDemand.Values values) {
            rows.column(
                    values.column(),
                    column -> column.hasOnlyValues(values.accepted().toArray()));
        } else if (demand instanceof RowDemand.NoOrphans orphans) {
            rows.hasNoOrphans(
                    orphans.columns(),
                    Rows.of(dataSource, qualified.apply(orphans.table())),
                    List.copyOf(orphans.referencedColumns()));
        }
    }

    /** A condition of a file has no parameters, so that its question marks are PostgreSQL's operators, which JDBC writes twice. */
    static String operators(String condition) {
        return MARK.matcher(condition)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().equals("?") ? "??" : found.group()));
    }

    static void count(RowsAssert rows, Amount amount) {
        if (amount.least() == 0) {
            rows.hasAtMost(amount.most());
        } else {
            rows.hasCountBetween(amount.least(), amount.most());
        }
    }
}
