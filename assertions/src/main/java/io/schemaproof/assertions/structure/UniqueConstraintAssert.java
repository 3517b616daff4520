package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.UniqueConstraint;

/**
 * Assert on a unique constraint; a unique index without a constraint is none.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").uniqueConstraint(on("number"), key -> key.isNullsDistinct()); // passes
 * assertThat(schema).table("orders").uniqueConstraint(on("number")).isInitiallyDeferred(); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class UniqueConstraintAssert extends AbstractKeyAssert<UniqueConstraintAssert, UniqueConstraint> {

    UniqueConstraintAssert(Schema schema, UniqueConstraint actual, Table table) {
        super(schema, actual, table, UniqueConstraintAssert.class);
    }

    @Override
    String word() {
        return "unique constraint";
    }

    /** Require that two rows with NULL violate it. */
    public UniqueConstraintAssert isNullsNotDistinct() {
        return nulls("NULLS NOT DISTINCT");
    }

    /** Require that any number of rows may have NULL, which is the default. */
    public UniqueConstraintAssert isNullsDistinct() {
        return nulls("NULLS DISTINCT");
    }

    private UniqueConstraintAssert nulls(String expected) {
        demandValidity();
        boolean notDistinct = actual.index().filter(Index::isNullsNotDistinct).isPresent();
        String found = notDistinct ? "NULLS NOT DISTINCT" : "NULLS DISTINCT";
        if (!found.equals(expected)) {
            fail(Failure.expected("the unique constraint to be " + expected).butWas(expected, found));
        }
        return this;
    }
}
