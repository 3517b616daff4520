package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.View;
import java.util.function.Consumer;

/**
 * Assert on a view or a materialized view.
 *
 * @since 0.1
 */
public class ViewAssert extends AbstractSchemaproofAssert<ViewAssert, View> {

    private final Schema schema;

    ViewAssert(Schema schema, View actual) {
        super(actual, ViewAssert.class);
        this.schema = schema;
    }

    @Override
    protected String where() {
        return actual.id().kind().word() + " " + actual.identity();
    }

    /** Require these columns and no other, in any order. */
    public ViewAssert hasExactlyColumns(String... names) {
        ColumnSets.exactly(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Require that these columns are there, with or without others. */
    public ViewAssert hasColumns(String... names) {
        ColumnSets.atLeast(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Assert on a column and come back; all failures are reported together. */
    public ViewAssert column(String name, Consumer<ColumnAssert> requirements) {
        return nested(
                new ColumnAssert(
                        schema,
                        actual.column(name).orElseThrow(() -> missing(ColumnSets.missing(actual.columns(), name))),
                        actual.identity()),
                requirements);
    }

    /** Require a materialized view, filled with rows. */
    public ViewAssert isMaterialized() {
        if (!actual.isMaterialized() || !actual.isPopulated()) {
            fail(Failure.expected("a materialized view with rows in it")
                    .butWas("materialized", actual.isMaterialized() ? "not populated" : "a plain view"));
        }
        return this;
    }

    /** Go on with the rows of this view. */
    public RowsAssert rows() {
        return continued(new RowsAssert(Rows.of(schema.dataSource(), actual.identity())));
    }
}
