package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what rows are to one another and to the rows of other tables: keys, references, ranges.
 *
 * <pre>{@code
 * rows.isUniqueOn("tenant_id", "number").hasNoOrphans("customer_id", "customers", "id"); // passes
 * rows.hasNoOverlaps("valid_from", "valid_to", "product"); // fails, and shows rows of a product that overlap
 * }</pre>
 */
abstract class AbstractRowKeysAssert<S extends AbstractRowKeysAssert<S>> extends AbstractRowConditionsAssert<S> {

    AbstractRowKeysAssert(RowCheck check, Terms terms, Class<?> selfType) {
        super(check, terms, selfType);
    }

    /** Require that no two rows agree in all these columns; as in a unique constraint, NULL equals nothing. */
    public S isUniqueOn(String... columns) {
        List<String> names = columnNames(List.of(columns));
        return unique(names, "", names.stream().map(n -> n + " IS NOT NULL").collect(Collectors.joining(" AND ")));
    }

    /** Require that no two rows agree in the columns of all these jOOQ fields; NULL equals nothing. */
    public S isUniqueOn(Field<?>... fields) {
        return isUniqueOn(Arrays.stream(fields).map(Names::unqualified).toArray(String[]::new));
    }

    /** Require that no two rows agree in all these columns; as with {@code NULLS NOT DISTINCT}, NULL equals NULL. */
    public S isUniqueNullsNotDistinctOn(String... columns) {
        return unique(columnNames(List.of(columns)), ", NULLS NOT DISTINCT", "true");
    }

    /** Do the same with jOOQ fields. */
    public S isUniqueNullsNotDistinctOn(Field<?> first, Field<?>... more) {
        return isUniqueNullsNotDistinctOn(Names.unqualified(first, more));
    }

    private S unique(List<String> names, String suffix, String scope) {
        String list = String.join(", ", names);
        String rule = "rows to be unique on " + list + suffix;
        RowCheck.Result result = check().result(
                        "SELECT coalesce(sum(n - 1), 0), coalesce(sum(n), 0) FROM (SELECT count(*) AS n"
                                + sql().and(scope) + " GROUP BY " + list + ") schemaproof_groups");
        Optional<Failure> vacuous = terms().vacuous(result, rule);
        vacuous.ifPresent(this::fail);
        if (vacuous.isEmpty() && !terms().tolerated().allows(result)) {
            Failure failure =
                    Failure.expected(rule).butWas(terms().tolerated() + " repeat another", result + " repeat another");
            for (List<@Nullable String> row : sql().query("SELECT "
                    + names.stream().map(n -> n + "::text").collect(Collectors.joining(", ")) + ", count(*)"
                    + sql().and(scope) + " GROUP BY " + list + " HAVING count(*) > 1 ORDER BY count(*) DESC, " + list
                    + " LIMIT 5")) {
                failure.line("(" + list + ") = ("
                        + IntStream.range(0, names.size())
                                .mapToObj(i -> check().shown(names.get(i), row.get(i)))
                                .collect(Collectors.joining(", "))
                        + "): " + row.get(names.size()) + " rows");
            }
            fail(failure.line(check().failing(
                            "SELECT " + list + ", count(*)" + sql().and(scope) + " GROUP BY " + list
                                    + " HAVING count(*) > 1",
                            scope)));
        }
        return myself;
    }

    /**
     * Require that every value of a column that is not NULL is found in another table, whether or not a foreign key
     * promises it.
     */
    public S hasNoOrphans(String column, String referencedTable, String referencedColumn) {
        return hasNoOrphans(List.of(column), Rows.of(actual.dataSource(), referencedTable), List.of(referencedColumn));
    }

    /** Require that every value of a jOOQ field that is not NULL is found in another table. */
    public S hasNoOrphans(Field<?> field, Table<?> referencedTable, Field<?> referencedField) {
        return hasNoOrphans(Names.unqualified(field), Names.of(referencedTable), Names.unqualified(referencedField));
    }

    /**
     * Require that what some columns hold is found among other rows, whether or not a foreign key promises it. A row with a
     * NULL among these columns is not judged, as with {@code MATCH SIMPLE}. Where the columns of both sides have collations that
     * differ, those of the referenced ones decide what is equal, as with a foreign key.
     *
     * @param referenced rows of a table of the same database, {@code where(..)} included
     * @throws IllegalArgumentException if it is a query, or there are not as many columns on both sides
     */
    public S hasNoOrphans(List<String> columns, Rows referenced, List<String> referencedColumns) {
        if (!(referenced.source() instanceof RowSource.OfTable table) || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException("Give rows of a table, and as many columns on both sides.");
        }
        List<String> names = columnNames(columns);
        RowsAssert other = new RowsAssert(referenced);
        List<String> theirs = other.columnNames(referencedColumns);
        List<String> collations = sql().collationsBeside(names, other.sql(), theirs);
        // A subquery of its own: its condition means the columns of its table, and ours are qualified.
        String inner = "SELECT 1 FROM (SELECT " + String.join(", ", theirs)
                + other.sql().from() + ") schemaproof_ref("
                + IntStream.range(0, names.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", ")) + ") WHERE "
                + IntStream.range(0, names.size())
                        .mapToObj(i ->
                                "schemaproof_ref.c" + i + " = " + sql().name() + "." + names.get(i) + collations.get(i))
                        .collect(Collectors.joining(" AND "));
        String known = names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String rule = "every " + listed(names) + " to be a " + listed(theirs) + " of " + table.name()
                + referenced.condition().map(c -> " where " + c).orElse("");
        return every(rule, known, "NOT EXISTS (" + inner + ")", names, "are orphans");
    }

    /** Do the same with jOOQ fields. */
    public S hasNoOrphans(Field<?>[] fields, Rows referenced, Field<?>[] referencedFields) {
        return hasNoOrphans(
                Arrays.stream(fields).map(Names::unqualified).toList(),
                referenced,
                Arrays.stream(referencedFields).map(Names::unqualified).toList());
    }

    private static String listed(List<String> names) {
        return names.size() == 1 ? names.get(0) : names.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * Require that the half-open ranges between two columns do not overlap: where one ends, the next may begin. NULL means
     * without bound, an empty range overlaps nothing, and one that ends before it begins fails.
     *
     * @param within columns in which rows must agree to be compared; without them all rows are compared
     */
    public S hasNoOverlaps(String from, String to, String... within) {
        String begin = columnName(from);
        String end = columnName(to);
        List<String> group = List.of(within).stream().map(this::columnName).toList();
        String rule = "the ranges from " + begin + " to " + end + " not to overlap"
                + (group.isEmpty() ? "" : " within " + listed(group));
        String backwards = "(" + begin + " > " + end + ")";
        // Sorted by where they begin, ranges overlap if and only if two neighbours do.
        String window = " OVER (" + (group.isEmpty() ? "" : "PARTITION BY " + String.join(", ", group) + " ")
                + "ORDER BY " + begin + " NULLS FIRST, " + end + " NULLS LAST)";
        String scope = "(" + begin + " = " + end + ") IS NOT TRUE";
        Windowed rows = new Windowed(check(), scope + " AND " + backwards + " IS NOT TRUE");
        group.forEach(name -> rows.with(name, "schemaproof_g" + group.indexOf(name), name, name));
        rows.with(begin, "schemaproof_from", begin, begin)
                .with(end, "schemaproof_to", end, end)
                .with("the one before from", "previous_from", "lag(" + begin + ")" + window, begin)
                .with("to", "previous_to", "lag(" + end + ")" + window, end)
                .with("follows", "row_number()" + window + " > 1");
        String failing = "follows AND coalesce(schemaproof_from < previous_to, true)"
                + " AND coalesce(previous_from < schemaproof_to, true)";
        RowCheck.Result reversed = check().judge("true", backwards);
        if (reversed.failing() > 0 && !terms().tolerated().allows(reversed)) {
            every(rule, "true", backwards, List.of(begin, end), "end before they begin");
            return myself;
        }
        return every(rule, rows, failing, "begin before another ends");
    }

    /** Do the same with jOOQ fields. */
    public S hasNoOverlaps(Field<?> from, Field<?> to, Field<?>... within) {
        return hasNoOverlaps(
                Names.unqualified(from),
                Names.unqualified(to),
                Arrays.stream(within).map(Names::unqualified).toArray(String[]::new));
    }
}
