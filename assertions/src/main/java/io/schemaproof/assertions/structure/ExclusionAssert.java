package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;

/**
 * Assert on an exclusion constraint.
 *
 * <pre>{@code
 * assertThat(schema).table("bookings").exclusion("bookings_no_overlap")
 *         .hasElements("room WITH =", "during WITH &&").isPartial("NOT cancelled"); // passes
 * assertThat(schema).table("bookings").exclusion("bookings_no_overlap").hasElements("during WITH &&"); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class ExclusionAssert extends AbstractConstraintAssert<ExclusionAssert, Constraint> {

    private final Index index;

    ExclusionAssert(Schema schema, Constraint actual, Table table, Index index) {
        super(schema, actual, table, ExclusionAssert.class);
        this.index = index;
    }

    /** Require these elements in this order, each a column or an expression with its operator: {@code during WITH &&}. */
    public ExclusionAssert hasElements(String... elements) {
        return is(
                "the exclusion to be of (" + String.join(", ", elements) + ")",
                definition(index.method(), String.join(", ", elements)));
    }

    /** Require an access method. */
    public ExclusionAssert hasMethod(String method) {
        if (!index.method().equals(method)) {
            fail(Failure.expected("the exclusion to use the method " + method).butWas(method, index.method()));
        }
        return this;
    }

    /** Require that all rows are compared. */
    public ExclusionAssert isNotPartial() {
        index.predicate()
                .ifPresent(found -> fail(Failure.expected("the exclusion to hold between all rows")
                        .butWas("no condition", "partial: WHERE " + found)));
        return this;
    }

    /** Require that only rows that satisfy a condition are compared; the server says whether two are the same. */
    public ExclusionAssert isPartial(String condition) {
        String expected = new Canonical(schema.dataSource()).condition(table.identity(), condition);
        String found = index.predicate().orElse("all rows");
        if (!found.equals(expected)) {
            fail(Failure.expected("the exclusion to hold between the rows WHERE " + condition)
                    .butWas(expected, found));
        }
        return this;
    }

    /** Require the whole constraint, as {@code EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled)}. */
    public ExclusionAssert hasDefinition(String definition) {
        return is("the exclusion to be " + definition, definition);
    }

    private String definition(String method, String elements) {
        return "EXCLUDE USING " + method + " (" + elements + ")"
                + index.predicate()
                        .map(condition -> " WHERE (" + condition + ")")
                        .orElse("") + " " + deferrability();
    }

    private ExclusionAssert is(String rule, String definition) {
        String expected = canonical().constraint(definition);
        if (!expected.equals(actual.definition())) {
            fail(Failure.expected(rule).butWas(expected, actual.definition()));
        }
        return this;
    }
}
