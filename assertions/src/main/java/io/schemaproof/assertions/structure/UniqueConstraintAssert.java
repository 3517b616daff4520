package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.UniqueConstraint;
import java.util.Arrays;
import java.util.List;
import org.jooq.Field;

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

    /** Require exactly these columns in this order. */
    public UniqueConstraintAssert isOn(String... columns) {
        List<String> expected = new Columns(List.of(columns)).folded();
        if (!expected.equals(actual.columns())) {
            fail(Failure.expected("a unique constraint on " + Names.list(expected))
                    .butWas("UNIQUE " + Names.list(expected), "UNIQUE " + Names.list(actual.columns())));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public UniqueConstraintAssert isOn(Field<?> first, Field<?>... more) {
        return isOn(Names.unqualified(first, more));
    }

    /** Require exactly these columns of INCLUDE; none where none is named. */
    public UniqueConstraintAssert includes(String... columns) {
        List<String> expected = Arrays.stream(columns).map(Names::column).toList();
        List<String> found = actual.index().map(Index::includedColumns).orElse(List.of());
        if (!expected.equals(found)) {
            fail(Failure.expected("INCLUDE " + Names.list(expected))
                    .butWas("INCLUDE " + Names.list(expected), "INCLUDE " + Names.list(found)));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public UniqueConstraintAssert includes(Field<?> first, Field<?>... more) {
        return includes(Names.unqualified(first, more));
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
        boolean notDistinct = actual.index().filter(Index::isNullsNotDistinct).isPresent();
        String found = notDistinct ? "NULLS NOT DISTINCT" : "NULLS DISTINCT";
        if (!found.equals(expected)) {
            fail(Failure.expected("the unique constraint to be " + expected).butWas(expected, found));
        }
        return this;
    }
}
