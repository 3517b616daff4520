package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.function.Consumer;

/**
 * Assert on what one schema of the database holds. Names are given without the schema.
 *
 * <pre>{@code
 * assertThat(schema).schema("sales", sales -> sales.hasExactlyTables("orders", "lines").hasNoView("orders_v1")); // passes
 * assertThat(schema).schema("sales").hasExactlyTables("orders"); // fails: lines is one too many
 * }</pre>
 *
 * @since 0.1
 */
public class NamespaceAssert extends AbstractInventoryAssert<NamespaceAssert, CatalogObject> {

    private final Schema schema;
    private final String name;

    NamespaceAssert(Schema schema, CatalogObject actual) {
        super(actual, NamespaceAssert.class);
        this.schema = schema;
        this.name = Names.column(actual.id().identity());
    }

    @Override
    protected String where() {
        return "schema " + actual.id().identity();
    }

    @Override
    public InventoryAssert inventory(Inventory kind) {
        if (!kind.isInSchemas()) {
            throw new IllegalArgumentException("No schema holds " + kind.word() + ": ask the database.");
        }
        return continued(new InventoryAssert(schema, kind, name));
    }

    /** Require that it holds no relation, function or type. */
    public NamespaceAssert isEmpty() {
        inventory(Inventory.RELATIONS).isEmpty();
        inventory(Inventory.ROUTINES).isEmpty();
        inventory(Inventory.TYPES).isEmpty();
        return this;
    }

    /** Require an owner. */
    public NamespaceAssert hasOwner(String role) {
        ObjectFacts.owner(actual, role, "ALTER SCHEMA " + actual.id().identity())
                .ifPresent(this::fail);
        return this;
    }

    /** Require a comment of this text. */
    public NamespaceAssert hasComment(String comment) {
        ObjectFacts.comment(actual, comment, "COMMENT ON SCHEMA " + actual.id().identity())
                .ifPresent(this::fail);
        return this;
    }

    /**
     * Assert on a table of this schema and come back; all failures are reported together.
     *
     * @throws AssertionError if there is none of this name
     */
    public NamespaceAssert table(String table, Consumer<TableAssert> requirements) {
        String qualified = Names.sql(List.of(name, Names.column(table)));
        return nested(
                new TableAssert(
                        schema,
                        schema.catalog()
                                .table(qualified)
                                .orElseThrow(() -> missing(RelationLookup.noTable(schema.catalog(), qualified)))),
                requirements);
    }
}
