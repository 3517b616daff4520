package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.KeyCover;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Field;

/**
 * Assert on a foreign key.
 *
 * <pre>{@code
 * assertThat(schema).table("lines").foreignKey("order_id")
 *         .references("orders", "id").onDelete(CASCADE).isCoveredByIndex(); // passes
 * assertThat(schema).table("lines").foreignKey("order_id").onDelete(SET_NULL); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class ForeignKeyAssert extends AbstractConstraintAssert<ForeignKeyAssert, ForeignKey> {

    ForeignKeyAssert(Schema schema, ForeignKey actual, Table table) {
        super(schema, actual, table, ForeignKeyAssert.class);
    }

    /** Require exactly these columns in this order. */
    public ForeignKeyAssert isOn(String... columns) {
        demandValidity();
        List<String> expected = new Columns(List.of(columns)).folded();
        if (!expected.equals(actual.columns())) {
            fail(Failure.expected("the foreign key to be on " + Names.list(expected))
                    .butWas(Names.list(expected), Names.list(actual.columns())));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public ForeignKeyAssert isOn(Field<?> first, Field<?>... more) {
        return isOn(Names.unqualified(first, more));
    }

    /** Require what is referenced, columns in the order of the key's own. */
    public ForeignKeyAssert references(String referencedTable, String... columns) {
        demandValidity();
        Optional<Table> wanted = schema.catalog().table(referencedTable);
        List<String> expected = Columns.folded(List.of(columns));
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

    /** Require what is referenced, columns in the order of the key's own. */
    public ForeignKeyAssert references(org.jooq.Table<?> referencedTable, String... columns) {
        return references(Names.of(referencedTable), columns);
    }

    /** Require the jOOQ table and the fields it points to, in this order. */
    public ForeignKeyAssert references(org.jooq.Table<?> referencedTable, Field<?> first, Field<?>... more) {
        return references(Names.of(referencedTable), Names.unqualified(first, more));
    }

    /** Require what happens when a referenced row is deleted. */
    public ForeignKeyAssert onDelete(ReferentialAction action) {
        return action("DELETE", action, actual.onDelete());
    }

    /**
     * Require what happens when a referenced row is deleted, and to which columns.
     *
     * @param columns the columns of {@code ON DELETE SET NULL (…)}, in any order
     */
    public ForeignKeyAssert onDelete(ReferentialAction action, String... columns) {
        action("DELETE", action, actual.onDelete());
        List<String> expected = Columns.folded(List.of(columns));
        List<String> found = actual.onDeleteColumns();
        if (!new HashSet<>(expected).equals(new HashSet<>(found))) {
            fail(Failure.expected("ON DELETE " + words(action) + " to set " + Names.list(expected))
                    .butWas(
                            Names.list(expected),
                            found.isEmpty()
                                    ? "all columns of the key " + Names.list(actual.columns())
                                    : Names.list(found)));
        }
        return this;
    }

    /** Do the same with jOOQ fields. */
    public ForeignKeyAssert onDelete(ReferentialAction action, Field<?> first, Field<?>... more) {
        return onDelete(action, Names.unqualified(first, more));
    }

    /** Require what happens when a referenced key changes. */
    public ForeignKeyAssert onUpdate(ReferentialAction action) {
        return action("UPDATE", action, actual.onUpdate());
    }

    /** Require which rows with NULLs pass: {@code SIMPLE} lets a row pass that has one, {@code FULL} only all NULLs. */
    public ForeignKeyAssert hasMatch(MatchType match) {
        demandValidity();
        if (actual.match() != match) {
            fail(Failure.expected("the foreign key to be MATCH " + match)
                    .butWas("MATCH " + match, "MATCH " + actual.match()));
        }
        return this;
    }

    /** Require that an index finds the referencing rows; the planner is asked, not the catalogue alone. */
    public ForeignKeyAssert isCoveredByIndex() {
        demandValidity();
        if (!new KeyCover(schema.dataSource()).isCovered(actual)) {
            fail(Failure.expected(
                            "an index that finds the rows of a key, so that a DELETE of the referenced row need not"
                                    + " read the whole table")
                    .butWas("an index on " + Names.list(actual.columns()), "none that the planner can use")
                    .suggest("CREATE INDEX ON " + table.identity() + " " + Names.list(actual.columns()) + ";"));
        }
        return this;
    }

    @Override
    String doubt() {
        String doubt = super.doubt();
        return !doubt.equals("NOT ENFORCED") && !actual.areTriggersEnabled() ? "its triggers are disabled" : doubt;
    }

    private ForeignKeyAssert action(String event, ReferentialAction expected, ReferentialAction found) {
        demandValidity();
        if (expected != found) {
            String target = Names.list(actual.columns()) + " REFERENCES " + actual.referencedTable()
                    + Names.list(actual.referencedColumns()) + " ON " + event + " ";
            fail(Failure.expected("the foreign key to do " + words(expected) + " on " + event.toLowerCase(Locale.ROOT))
                    .butWas(target + words(expected), target + words(found)));
        }
        return this;
    }

    private static String words(ReferentialAction action) {
        return action.name().replace('_', ' ');
    }
}
