package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Assert on a check constraint: its condition, or what it accepts.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").check("orders_total_check").accepts(0, "9.99", null).rejects("-0.01"); // passes
 * assertThat(schema).table("orders").check("orders_total_check").rejects(0); // fails: 0 is accepted
 * }</pre>
 *
 * @since 0.1
 */
public class CheckAssert extends AbstractConstraintAssert<CheckAssert, CheckConstraint> {

    CheckAssert(Schema schema, CheckConstraint actual, Table table) {
        super(schema, actual, table, CheckAssert.class);
    }

    /** Require a condition; the server says whether two conditions are the same. */
    public CheckAssert hasExpression(String condition) {
        demandValidity();
        if (!actual.expression().equals(condition)) {
            String canonical = new Canonical(schema.dataSource()).condition(table.identity(), condition);
            if (!actual.expression().equals(canonical)) {
                fail(Failure.expected("the condition to be " + condition).butWas(canonical, actual.expression()));
            }
        }
        return this;
    }

    /** Require that it is about exactly these columns, in any order. */
    public CheckAssert isAbout(String... columns) {
        demandValidity();
        List<String> expected = new Columns(List.of(columns)).folded();
        if (!expected.stream()
                .sorted()
                .toList()
                .equals(actual.columns().stream().sorted().toList())) {
            fail(Failure.expected("the check to be about " + Names.list(expected))
                    .butWas(Names.list(expected), Names.list(actual.columns()))
                    .line(actual.expression()));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public CheckAssert isAbout(Field<?> first, Field<?>... more) {
        return isAbout(Names.unqualified(first, more));
    }

    /** Require that children of the table do not have it. */
    public CheckAssert isNoInherit() {
        return inherit("NO INHERIT");
    }

    /** Require that children of the table have it too, which is the default. */
    public CheckAssert isInheritable() {
        return inherit("inherited by children");
    }

    /**
     * Require that it accepts each of these values of its one column; an unknown result, as for NULL, is acceptance.
     *
     * <p>The stored condition is evaluated, no row is inserted, and no other constraint is in the way. Values are
     * converted as an INSERT converts them; arrays, ranges and the like are given as text.
     *
     * @throws IllegalArgumentException if the check is about several columns; see {@link #acceptsRow}
     */
    public CheckAssert accepts(@Nullable Object... values) {
        return judge(rows(values), true);
    }

    /**
     * Require that it rejects each of these values of its one column. A value that is none of the column's type is not
     * rejected by the check and fails.
     *
     * @throws IllegalArgumentException if the check is about several columns; see {@link #rejectsRow}
     */
    public CheckAssert rejects(@Nullable Object... values) {
        return judge(rows(values), false);
    }

    /**
     * Require that it accepts a row.
     *
     * @param row a value for every column that the check is about
     * @throws IllegalArgumentException if columns are missing or superfluous
     */
    public CheckAssert acceptsRow(Map<String, ? extends @Nullable Object> row) {
        return judge(List.of(row), true);
    }

    /**
     * Require that it rejects a row.
     *
     * @param row a value for every column that the check is about
     * @throws IllegalArgumentException if columns are missing or superfluous
     */
    public CheckAssert rejectsRow(Map<String, ? extends @Nullable Object> row) {
        return judge(List.of(row), false);
    }

    private CheckAssert judge(List<? extends Map<String, ? extends @Nullable Object>> rows, boolean accepted) {
        demandValidity();
        CheckTrial trial = new CheckTrial(schema.dataSource(), table, actual);
        for (Map<String, ? extends @Nullable Object> row : rows) {
            CheckTrial.Outcome outcome = trial.of(row);
            boolean accepts = outcome.error() == null && !outcome.equals(CheckTrial.Outcome.FALSE);
            if (accepts != accepted || outcome.error() != null) {
                String unknown = "unknown, which a check accepts";
                fail(Failure.expected("the check to " + (accepted ? "accept " : "reject ") + text(row))
                        .butWas(
                                accepted ? "true or unknown" : "false",
                                outcome.equals(CheckTrial.Outcome.UNKNOWN) ? unknown : outcome.word())
                        .line("CHECK (" + actual.expression() + ")"));
            }
        }
        return this;
    }

    private List<Map<String, @Nullable Object>> rows(@Nullable Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Name at least one value.");
        }
        if (actual.columns().size() != 1) {
            throw new IllegalArgumentException("The check " + quotedName() + " is about " + Names.list(actual.columns())
                    + ": say acceptsRow or rejectsRow.");
        }
        String column = Names.sql(actual.columns());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Arrays.stream(values).forEach(value -> rows.add(Collections.singletonMap(column, value)));
        return rows;
    }

    private static String text(Map<String, ? extends @Nullable Object> row) {
        return row.entrySet().stream()
                .map(entry -> Names.quote(Names.column(entry.getKey())) + " = "
                        + (entry.getValue() == null ? "NULL" : entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private CheckAssert inherit(String expected) {
        demandValidity();
        String found = actual.isNoInherit() ? "NO INHERIT" : "inherited by children";
        if (!found.equals(expected)) {
            fail(Failure.expected("the check to be " + expected).butWas(expected, found));
        }
        return this;
    }
}
