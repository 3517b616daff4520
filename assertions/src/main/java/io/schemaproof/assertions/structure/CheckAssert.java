package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;

/**
 * Assert on a check constraint.
 *
 * @since 0.1
 */
public class CheckAssert extends AbstractSchemaproofAssert<CheckAssert, CheckConstraint> {

    private final Schema schema;
    private final Table table;

    CheckAssert(Schema schema, CheckConstraint actual, Table table) {
        super(actual, CheckAssert.class);
        this.schema = schema;
        this.table = table;
    }

    @Override
    protected String where() {
        return "table " + table.identity() + " · check " + Names.quote(actual.name());
    }

    /** Require a condition; the server says whether two conditions are the same. */
    public CheckAssert hasExpression(String condition) {
        if (!actual.expression().equals(condition)) {
            String canonical = new Canonical(schema.dataSource()).condition(table.identity(), condition);
            if (!actual.expression().equals(canonical)) {
                fail(Failure.expected("the condition to be " + condition).butWas(canonical, actual.expression()));
            }
        }
        return this;
    }

    /** Require that every row is known to satisfy it: not {@code NOT VALID}, and enforced. */
    public CheckAssert isValidated() {
        if (!actual.isValidated() || !actual.isEnforced()) {
            fail(Failure.expected("the check to hold for every row")
                    .butWas("validated", actual.isEnforced() ? "NOT VALID" : "NOT ENFORCED")
                    .suggest("ALTER TABLE " + table.identity() + " VALIDATE CONSTRAINT " + Names.quote(actual.name())
                            + ";"));
        }
        return this;
    }
}
