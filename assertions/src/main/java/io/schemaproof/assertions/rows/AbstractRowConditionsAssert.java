package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * Assertions on each row: conditions, and columns compared with one another.
 *
 * <pre>{@code
 * rows.allSatisfy("total >= 0").hasExactlyOneOf("email", "phone"); // passes
 * rows.noneSatisfy("paid_at < placed_at"); // fails, and shows the rows by their keys
 * }</pre>
 */
abstract class AbstractRowConditionsAssert<S extends AbstractRowConditionsAssert<S>>
        extends AbstractRowCountsAssert<S> {

    AbstractRowConditionsAssert(RowCheck check, Terms terms, Class<?> selfType) {
        super(check, terms, selfType);
    }

    /**
     * Require that every row satisfies an SQL condition; rows for which it is NULL are not judged, as in a CHECK. A text that is
     * not one complete piece of SQL, {@code a) OR (1=1}, is refused with an IllegalArgumentException, here and everywhere.
     */
    public S allSatisfy(String condition) {
        return every(
                "every row to satisfy " + condition,
                known(condition),
                "(" + condition + ") IS FALSE",
                List.of(),
                "fail");
    }

    /** Require that every row satisfies a jOOQ condition; rows for which it is NULL are not judged. */
    public S allSatisfy(Condition condition) {
        return allSatisfy(Conditions.sql(condition));
    }

    /** Require that no row satisfies an SQL condition; rows for which it is NULL are not judged. */
    public S noneSatisfy(String condition) {
        return every(
                "no row to satisfy " + condition,
                known(condition),
                "(" + condition + ") IS TRUE",
                List.of(),
                "satisfy it");
    }

    /** Require that no row satisfies a jOOQ condition; rows for which it is NULL are not judged. */
    public S noneSatisfy(Condition condition) {
        return noneSatisfy(Conditions.sql(condition));
    }

    private static String known(String condition) {
        return "(" + WholeSql.of(condition) + ") IS NOT NULL";
    }

    /** Require that at least one row satisfies an SQL condition. */
    public S anySatisfies(String condition) {
        RowCheck.Result result = check().judge("true", "(" + WholeSql.of(condition) + ") IS TRUE");
        if (result.failing() == 0) {
            fail(Failure.expected("a row to satisfy " + condition)
                    .butWas("at least 1 row", result.toString())
                    .line(check().again("(" + condition + ") IS NOT TRUE")));
        }
        return myself;
    }

    /** Require that in no row more than one of these columns is filled. */
    public S hasAtMostOneOf(String... columns) {
        List<String> names = several(columns);
        String list = String.join(", ", names);
        return every(
                "at most one of " + list + " to be filled", "true", "num_nonnulls(" + list + ") > 1", names, "fail");
    }

    /** Do the same with jOOQ fields. */
    public S hasAtMostOneOf(Field<?> first, Field<?>... more) {
        return hasAtMostOneOf(Names.unqualified(first, more));
    }

    /** Require that in every row exactly one of these columns is filled. */
    public S hasExactlyOneOf(String... columns) {
        List<String> names = columnNames(List.of(columns));
        String list = String.join(", ", names);
        return every(
                "exactly one of " + list + " to be filled", "true", "num_nonnulls(" + list + ") <> 1", names, "fail");
    }

    /** Do the same with jOOQ fields. */
    public S hasExactlyOneOf(Field<?> first, Field<?>... more) {
        return hasExactlyOneOf(Names.unqualified(first, more));
    }

    /** Require that these columns differ from one another in every row; a row with less than two values is not judged. */
    public S hasDifferentValuesIn(String... columns) {
        List<String> names = several(columns);
        StringBuilder failing = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            for (String later : names.subList(i + 1, names.size())) {
                failing.append(failing.isEmpty() ? "" : " OR ")
                        .append("coalesce(" + names.get(i) + " = " + later + ", false)");
            }
        }
        String list = String.join(", ", names);
        return every(
                list + " to differ in every row", "num_nonnulls(" + list + ") > 1", failing.toString(), names, "fail");
    }

    /** Do the same with jOOQ fields. */
    public S hasDifferentValuesIn(Field<?> first, Field<?>... more) {
        return hasDifferentValuesIn(Names.unqualified(first, more));
    }

    /** Of a single column all rows say the same. */
    private List<String> several(String... columns) {
        List<String> names = columnNames(List.of(columns));
        if (names.size() < 2) {
            throw new IllegalArgumentException("Name at least two columns to compare.");
        }
        return names;
    }

    /** Require that in every row some columns add up to another; rows with a NULL among them are not judged. */
    public S hasSumOf(String total, String... parts) {
        String sum = columnName(total);
        List<String> names = columnNames(List.of(parts));
        List<String> shown = new ArrayList<>(List.of(sum));
        shown.addAll(names);
        String added = String.join(" + ", names);
        String known = shown.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return every(sum + " to be " + added + " in every row", known, sum + " <> " + added, shown, "fail");
    }

    /** Do the same with jOOQ fields. */
    public S hasSumOf(Field<?> total, Field<?> part, Field<?>... more) {
        return hasSumOf(Names.unqualified(total), Names.unqualified(part, more));
    }
}
