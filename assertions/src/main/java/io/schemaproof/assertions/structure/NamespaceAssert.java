package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.QueryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.opentest4j.TestAbortedException;

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
     * Require that it holds what a contract says: objects that the contract does not name fail as well as those that are
     * missing or different. What it demands of rows and queries is checked too. All differences are reported together.
     *
     * @throws TestAbortedException if nothing differs, but nobody can tell whether a query holds its time limit
     */
    public NamespaceAssert matches(SchemaContract contract) {
        List<TestAbortedException> undecided = new ArrayList<>();
        OneSession.of(schema, shared -> {
            NamespaceAssert inner = new NamespaceAssert(shared, actual);
            return nested(
                    inner,
                    watched -> new SchemaContractCheck(shared, name, contract, inner)
                            .steps()
                            .forEach(step -> inner.run(step, undecided)));
        });
        if (!undecided.isEmpty()) {
            throw undecided.get(0);
        }
        return this;
    }

    /** What nobody can tell must not hide what fails elsewhere. */
    private void run(ContractStep step, List<TestAbortedException> undecided) {
        try {
            at(step.place(), step.check());
        } catch (TestAbortedException e) {
            undecided.add(e);
        }
    }

    /** Each part of a contract, to be checked by itself. */
    final List<ContractCheck> checks(SchemaContract contract) {
        NamespaceAssert inner = new NamespaceAssert(schema, actual);
        return new SchemaContractCheck(schema, name, contract, inner)
                .steps().stream()
                        .map(step -> new ContractCheck(
                                step.title(),
                                step.place(),
                                () -> nested(inner, watched -> inner.at(step.place(), step.check()))))
                        .toList();
    }

    /** Check what stands at a place of a file, if it does. */
    final void at(Optional<FilePlace> place, Runnable checks) {
        demandedAt(place.map(FilePlace::toString).orElse(""), () -> {
            try {
                checks.run();
            } catch (QueryException e) {
                if (!ContractScope.isDenied(e)) {
                    throw e;
                }
                failed(ContractScope.refused("schema", e));
            }
        });
    }

    /**
     * Require that it holds what a YAML file says of the schema of this name.
     *
     * @throws io.schemaproof.assertions.contract.ContractException if the file is no contract
     */
    public NamespaceAssert matches(Path file) {
        List<SchemaContract> contracts = SchemaContract.readAll(file);
        Optional<SchemaContract> contract = contracts.stream()
                .filter(each -> Names.column(each.name()).equals(name))
                .findFirst();
        if (contract.isEmpty()) {
            fail(Failure.expected("a contract of the schema in " + file.getFileName())
                    .butWas(
                            Names.quote(name),
                            String.join(
                                    ", ",
                                    contracts.stream().map(SchemaContract::name).toList())));
            return this;
        }
        return matches(contract.get());
    }

    /**
     * Require that it holds what jOOQ's generator has written of it: the same tables, views and columns, with types and nullability,
     * and the same keys. Books of migration tools, partitions and foreign keys to tables that are not generated may be
     * left out by the generator, and functions are not compared.
     *
     * <pre>{@code
     * assertThat(schema).schema("public").matches(SHOP);                // fails: orders.note was made not null since
     * assertThat(schema).schema("public").matches(SHOP, "orders.note"); // passes
     * }</pre>
     *
     * @param except tables and columns that are not compared, such as those with a forced type: {@code orders}, {@code
     *     orders.note}
     */
    public NamespaceAssert matches(org.jooq.Schema generated, String... except) {
        return OneSession.of(schema, shared -> {
            NamespaceAssert inner = new NamespaceAssert(shared, actual);
            return nested(
                    inner,
                    watched -> covers(
                            new GeneratedSchemaCheck(shared, name, generated, List.of(except), inner::failed).run()));
        });
    }

    /** Go to the end of a check of a part of this schema, and report its failures with the others. */
    final <N extends AbstractSchemaproofAssert<N, ?>> void part(N part, Consumer<? super N> requirements) {
        nested(part, requirements);
    }

    /** What a contract does not name. */
    final void failed(Failure failure) {
        fail(failure);
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
