package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Relation;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Assert on the rows of a table. The server counts; no row is loaded but a few failing ones for the message.
 *
 * <p>An assertion about every row fails when there is no row, unless {@link #allowingNoRows()} was said.
 *
 * @since 0.1
 */
public class RowsAssert extends AbstractSchemaproofAssert<RowsAssert, Rows> {

    private final RowCheck check;
    private boolean noRowsAllowed;

    /**
     * Look the table up.
     *
     * @throws AssertionError if there is no such table
     */
    public RowsAssert(Rows actual) {
        super(actual, RowsAssert.class);
        ServerTables tables = new ServerTables(new Sql(actual.dataSource()));
        Relation relation = tables.table(actual.table())
                .orElseThrow(() -> tables.noTable(actual.table()).error("rows of " + actual.table(), ""));
        this.check = new RowCheck(actual, relation);
    }

    @Override
    protected String where() {
        return check.where();
    }

    /** Let assertions about every row pass where there is none. */
    public RowsAssert allowingNoRows() {
        noRowsAllowed = true;
        return this;
    }

    /** Go on with those rows that satisfy an SQL condition. */
    public RowsAssert where(String condition) {
        RowsAssert narrowed = continued(new RowsAssert(actual.where(condition)));
        narrowed.noRowsAllowed = noRowsAllowed;
        return narrowed;
    }

    /** Assert on those rows that satisfy an SQL condition, and come back to all. */
    public RowsAssert where(String condition, Consumer<RowsAssert> requirements) {
        RowsAssert narrowed = new RowsAssert(actual.where(condition));
        narrowed.noRowsAllowed = noRowsAllowed;
        return nested(narrowed, requirements);
    }

    /** Require exactly this many rows. */
    public RowsAssert hasCount(long expected) {
        return hasCountBetween(expected, expected);
    }

    /** Require at least and at most so many rows. */
    public RowsAssert hasCountBetween(long least, long most) {
        long count = check.count();
        if (count < least || count > most) {
            String wanted = least == most
                    ? Figures.grouped(least)
                    : Figures.grouped(least) + " to " + (most == Long.MAX_VALUE ? "any number" : Figures.grouped(most));
            fail(Failure.expected("the number of rows to be " + wanted).butWas(wanted, Figures.grouped(count)));
        }
        return this;
    }

    /** Require at least so many rows. */
    public RowsAssert hasAtLeast(long least) {
        return hasCountBetween(least, Long.MAX_VALUE);
    }

    /** Require that there is no row. */
    public RowsAssert isEmpty() {
        long count = check.count();
        if (count > 0) {
            Failure failure = Failure.expected("no row").butWas("0", Figures.grouped(count));
            check.samples("true", List.of()).forEach(failure::line);
            fail(failure);
        }
        return this;
    }

    /** Require as many rows as others are. */
    public RowsAssert hasSameCountAs(Rows others) {
        RowsAssert other = new RowsAssert(others);
        long expected = other.check.count();
        long count = check.count();
        if (count != expected) {
            fail(Failure.expected("as many rows as " + other.where())
                    .butWas(Figures.grouped(expected), Figures.grouped(count)));
        }
        return this;
    }

    /** Require that every row satisfies an SQL condition; as in a CHECK, NULL counts as satisfied. */
    public RowsAssert allSatisfy(String condition) {
        String failing = "(" + condition + ") IS FALSE";
        RowCheck.Result result = check.judge("true", failing);
        if (judged(result, "every row to satisfy " + condition) && result.failing() > 0) {
            Failure failure =
                    Failure.expected("every row to satisfy " + condition).butWas("0 rows fail", result + " fail");
            check.samples(failing, List.of()).forEach(failure::line);
            fail(failure.line(check.again(failing)));
        }
        return this;
    }

    /** Require that no two rows agree in all these columns; as in a unique constraint, NULL equals nothing. */
    public RowsAssert isUniqueOn(String... columns) {
        List<String> names = sqlNames(columns);
        String list = String.join(", ", names);
        String known = names.stream().map(n -> n + " IS NOT NULL").collect(Collectors.joining(" AND "));
        RowCheck.Result result = check.judge(known, "false");
        if (judged(result, "rows to be unique on " + list)) {
            List<List<@Nullable String>> twice = check.sql()
                    .rows("SELECT " + names.stream().map(n -> n + "::text").collect(Collectors.joining(", "))
                            + ", count(*)" + check.and(known) + " GROUP BY " + list
                            + " HAVING count(*) > 1 ORDER BY count(*) DESC, " + list + " LIMIT 6");
            if (!twice.isEmpty()) {
                Failure failure = Failure.expected("rows to be unique on " + list)
                        .butWas(
                                "no value twice",
                                (twice.size() > 5 ? "more than 5" : twice.size()) + " values twice or more");
                twice.stream()
                        .limit(5)
                        .forEach(row -> failure.line("(" + list + ") = ("
                                + row.subList(0, names.size()).stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))
                                + "): " + row.get(names.size()) + " rows"));
                fail(failure);
            }
        }
        return this;
    }

    /**
     * Require that every value of a column that is not NULL is found in another table, whether or not a foreign key
     * promises it.
     */
    public RowsAssert hasNoOrphans(String column, String referencedTable, String referencedColumn) {
        RowsAssert referenced = new RowsAssert(Rows.of(actual.dataSource(), referencedTable));
        String name = sqlName(column);
        // The alias keeps a column of the same name in the other table from being compared with itself.
        String failing = name + " NOT IN (SELECT schemaproof_ref." + sqlName(referencedColumn)
                + referenced.check.from() + " schemaproof_ref WHERE schemaproof_ref." + sqlName(referencedColumn)
                + " IS NOT NULL)";
        String rule = "every " + name + " to be a " + sqlName(referencedColumn) + " of " + referencedTable;
        RowCheck.Result result = check.judge(name + " IS NOT NULL", failing);
        if (judged(result, rule) && result.failing() > 0) {
            Failure failure = Failure.expected(rule).butWas("0 orphans", result + " are orphans");
            check.samples(failing, List.of(name)).forEach(failure::line);
            fail(failure.line(check.again(failing)));
        }
        return this;
    }

    /** Go on with the values of a column. */
    public ValuesAssert column(String name) {
        return continued(new ValuesAssert(check, actual, columnName(name), noRowsAllowed));
    }

    /** Go on with the values of a jOOQ field. */
    public ValuesAssert column(Field<?> field) {
        return column(Names.unqualified(field));
    }

    /** Assert on the values of a column, and come back to the rows; all failures are reported together. */
    public RowsAssert column(String name, Consumer<ValuesAssert> requirements) {
        return nested(new ValuesAssert(check, actual, columnName(name), noRowsAllowed), requirements);
    }

    /** Go on with the values of an SQL expression. */
    public ValuesAssert expression(String sql) {
        return continued(new ValuesAssert(check, actual, sql, noRowsAllowed));
    }

    /** Fail at once, with the nearest name, if there is no such column. */
    private String columnName(String name) {
        String simple = Names.parse(name).get(0);
        List<String> existing = check.sql()
                .column(
                        "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?)"
                                + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                        actual.table());
        if (!existing.contains(simple)) {
            throw missing(Failure.expected("column " + name + " to exist")
                    .butWas(name, "no such column")
                    .line(Names.didYouMean(simple, existing))
                    .line("Columns there are: " + String.join(", ", existing)));
        }
        return sqlName(name);
    }

    private boolean judged(RowCheck.Result result, String rule) {
        if (result.judged() > 0 || noRowsAllowed) {
            return true;
        }
        fail(Failure.expected(rule)
                .butWas("at least one row to judge", "no row: nothing was checked")
                .line("Say allowingNoRows() if that is meant."));
        return false;
    }

    private static List<String> sqlNames(String... columns) {
        return List.of(columns).stream().map(RowsAssert::sqlName).toList();
    }

    private static String sqlName(String column) {
        return Names.quote(Names.parse(column).get(0));
    }
}
