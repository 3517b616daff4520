package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.WholeSql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Assert on groups of rows that agree in some columns; NULL is a group of its own, as in {@code GROUP BY}.
 *
 * <pre>{@code
 * rows.groupedBy("tenant_id").eachHasAtLeast(1);   // passes when there are rows: each group has one
 * rows.groupedBy("tenant_id").eachHasCountBetween(1, 3);   // fails when a tenant has 4, and names the tenant
 * }</pre>
 *
 * @since 0.1
 */
public class GroupsAssert extends AbstractRowsAssert<GroupsAssert> {

    private final List<String> columns;

    GroupsAssert(RowCheck check, Terms terms, List<String> columns) {
        super(check, terms, GroupsAssert.class);
        this.columns = columns;
    }

    @Override
    protected String where() {
        return check().where() + " grouped by " + String.join(", ", columns);
    }

    /** Require so many groups. */
    public GroupsAssert hasGroupCount(long expected) {
        long count = sql().number(
                        "SELECT count(*) FROM (SELECT 1" + sql().from() + " GROUP BY " + list() + ") schemaproof_g");
        if (count != expected) {
            fail(Failure.expected(Figures.grouped(expected) + " groups")
                    .butWas(Figures.grouped(expected), Figures.grouped(count))
                    .line(check().look("SELECT " + list() + ", count(*)" + sql().from() + " GROUP BY " + list())));
        }
        return this;
    }

    /** Require at least and at most so many rows in each group. */
    public GroupsAssert eachHasCountBetween(long least, long most) {
        String wanted = Figures.range(least, most);
        return each(
                "every group to have " + wanted + " rows", "count(*) BETWEEN " + least + " AND " + most, "count(*)");
    }

    /** Require exactly so many rows in each group. */
    public GroupsAssert eachHasCount(long expected) {
        return eachHasCountBetween(expected, expected);
    }

    /** Require at least so many rows in each group. */
    public GroupsAssert eachHasAtLeast(long least) {
        return eachHasCountBetween(least, Long.MAX_VALUE);
    }

    /** Require that each group satisfies an SQL condition on aggregates: {@code sum(amount) = 0}; groups for which it is NULL are not judged. */
    public GroupsAssert eachSatisfies(String aggregateCondition) {
        return each("every group to satisfy " + aggregateCondition, WholeSql.of(aggregateCondition), "");
    }

    private GroupsAssert each(String rule, String condition, String evidence) {
        String failing = "(" + condition + ") IS FALSE";
        RowCheck.Result result = check().result("SELECT count(*) FILTER (WHERE NOT kept), count(kept) FROM (SELECT ("
                + condition + ") AS kept" + sql().from() + " GROUP BY " + list() + ") schemaproof_g");
        Optional<Failure> vacuous = terms().vacuous(result, rule);
        vacuous.ifPresent(this::fail);
        if (vacuous.isEmpty() && !terms().tolerated().allows(result)) {
            String groups = result.toString().replace(" rows ", " groups ");
            Failure failure = Failure.expected(rule)
                    .butWas(terms().tolerated().toString().replace("rows", "groups") + " fail", groups + " fail");
            for (List<@Nullable String> row : sql().query("SELECT "
                    + columns.stream().map(c -> c + "::text").collect(Collectors.joining(", "))
                    + (evidence.isEmpty() ? "" : ", " + evidence) + sql().from() + " GROUP BY " + list() + " HAVING "
                    + failing + " ORDER BY " + list() + " LIMIT 5")) {
                failure.line(IntStream.range(0, columns.size())
                                .mapToObj(i -> columns.get(i) + " = " + check().shown(columns.get(i), row.get(i)))
                                .collect(Collectors.joining(", "))
                        + (evidence.isEmpty() ? "" : ": " + row.get(columns.size()) + " rows"));
            }
            fail(failure.line(check().failing(
                            "SELECT " + list() + ", count(*)" + sql().from() + " GROUP BY " + list() + " HAVING "
                                    + failing,
                            condition)));
        }
        return this;
    }

    private String list() {
        return String.join(", ", columns);
    }
}
