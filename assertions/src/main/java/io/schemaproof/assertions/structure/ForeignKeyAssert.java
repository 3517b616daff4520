package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Assert on a foreign key.
 *
 * @since 0.1
 */
public class ForeignKeyAssert extends AbstractSchemaproofAssert<ForeignKeyAssert, ForeignKey> {

    private final Schema schema;
    private final Table table;

    ForeignKeyAssert(Schema schema, ForeignKey actual, Table table) {
        super(actual, ForeignKeyAssert.class);
        this.schema = schema;
        this.table = table;
    }

    @Override
    protected String where() {
        return "table " + table.identity() + " · foreign key " + Names.quote(actual.name());
    }

    /** Require what is referenced, columns in the order of the key's own. */
    public ForeignKeyAssert references(String referencedTable, String... columns) {
        Optional<Table> wanted = schema.catalog().table(referencedTable);
        List<String> expected = Arrays.stream(columns).map(Names::column).toList();
        Optional<String> found = actual.references().map(TypedObject::identity);
        if (wanted.isEmpty()
                || !found.equals(wanted.map(TypedObject::identity))
                || !expected.equals(actual.referencedColumns())) {
            fail(Failure.expected("the foreign key to reference " + referencedTable + " " + Names.list(expected))
                    .butWas(
                            "REFERENCES " + wanted.map(TypedObject::identity).orElse(referencedTable)
                                    + Names.list(expected),
                            "REFERENCES " + found.orElse(actual.referencedTable())
                                    + Names.list(actual.referencedColumns()))
                    .line(wanted.isPresent() ? "" : "There is no table " + referencedTable + "."));
        }
        return this;
    }

    /** Require what happens when a referenced row is deleted. */
    public ForeignKeyAssert onDelete(ReferentialAction action) {
        return action("DELETE", action, actual.onDelete());
    }

    /** Require what happens when a referenced key changes. */
    public ForeignKeyAssert onUpdate(ReferentialAction action) {
        return action("UPDATE", action, actual.onUpdate());
    }

    /** Require that every row is known to have its referenced row: not {@code NOT VALID}, enforced, triggers on. */
    public ForeignKeyAssert isValidated() {
        String found = !actual.isEnforced()
                ? "NOT ENFORCED"
                : !actual.isValidated() ? "NOT VALID" : !actual.areTriggersEnabled() ? "its triggers are disabled" : "";
        if (!found.isEmpty()) {
            Failure failure =
                    Failure.expected("the foreign key to hold for every row").butWas("validated", found);
            fail(
                    found.equals("NOT VALID")
                            ? failure.suggest("ALTER TABLE " + table.identity() + " VALIDATE CONSTRAINT "
                                    + Names.quote(actual.name()) + ";  -- after orphans are gone")
                            : failure);
        }
        return this;
    }

    /** Require that it cannot be deferred to the end of a transaction. */
    public ForeignKeyAssert isNotDeferrable() {
        return deferrable("NOT DEFERRABLE");
    }

    /** Require that it can be deferred but is checked at once unless told otherwise. */
    public ForeignKeyAssert isDeferrable() {
        return deferrable("DEFERRABLE INITIALLY IMMEDIATE");
    }

    /** Require that it is checked at the end of a transaction. */
    public ForeignKeyAssert isInitiallyDeferred() {
        return deferrable("DEFERRABLE INITIALLY DEFERRED");
    }

    /** Require that an index finds the referencing rows; the planner is asked, not the catalogue alone. */
    public ForeignKeyAssert isCoveredByIndex() {
        if (!ForeignKeyCover.isCovered(schema, table, actual)) {
            fail(Failure.expected(
                            "an index that finds the rows of a key, so that a DELETE of the referenced row need not"
                                    + " read the whole table")
                    .butWas("an index on " + Names.list(actual.columns()), "none that the planner can use")
                    .suggest("CREATE INDEX ON " + table.identity() + " " + Names.list(actual.columns()) + ";"));
        }
        return this;
    }

    private ForeignKeyAssert action(String event, ReferentialAction expected, ReferentialAction found) {
        if (expected != found) {
            String target = Names.list(actual.columns()) + " REFERENCES " + actual.referencedTable()
                    + Names.list(actual.referencedColumns()) + " ON " + event + " ";
            fail(Failure.expected("the foreign key to do " + words(expected) + " on " + event.toLowerCase(Locale.ROOT))
                    .butWas(target + words(expected), target + words(found)));
        }
        return this;
    }

    private ForeignKeyAssert deferrable(String expected) {
        String found = !actual.isDeferrable()
                ? "NOT DEFERRABLE"
                : "DEFERRABLE INITIALLY " + (actual.isInitiallyDeferred() ? "DEFERRED" : "IMMEDIATE");
        if (!found.equals(expected)) {
            fail(Failure.expected("the foreign key to be " + expected).butWas(expected, found));
        }
        return this;
    }

    private static String words(ReferentialAction action) {
        return action.name().replace('_', ' ');
    }
}
