package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.changes.Changes;
import io.schemaproof.assertions.changes.ChangesAssert;
import io.schemaproof.assertions.changes.Deletion;
import io.schemaproof.assertions.changes.DeletionAssert;
import io.schemaproof.assertions.changes.OpenChanges;
import io.schemaproof.assertions.changes.OpenChangesAssert;
import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SnapshotChecks;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import io.schemaproof.query.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Assert on a database.
 *
 * <p>Names are written as in SQL: what is not lower case stands in quotation marks, and a name without a schema is
 * looked for in the search path. A missing object fails where it is looked up.
 *
 * <pre>{@code
 * assertThat(schema).hasSchemas("public").table("orders").hasPrimaryKey("id"); // passes
 * assertThat(schema).hasExactlySchemas("public"); // fails when there is another, and names it
 * assertThat(schema).table("order"); // fails, and asks whether orders was meant
 * }</pre>
 *
 * @since 0.1
 */
public class SchemaAssert extends AbstractSecurityAssert<SchemaAssert> {

    public SchemaAssert(Schema actual) {
        super(actual, SchemaAssert.class);
    }

    @Override
    protected String where() {
        return "database";
    }

    /**
     * Go on with a table.
     *
     * @throws AssertionError if there is none of this name
     */
    public TableAssert table(String name) {
        return continued(new TableAssert(actual, find(name)));
    }

    /** Go on with the table that a jOOQ table stands for. */
    public TableAssert table(org.jooq.Table<?> table) {
        return table(Names.of(table));
    }

    /** Assert on a table and come back; all failures are reported together. */
    public SchemaAssert table(String name, Consumer<TableAssert> requirements) {
        return nested(new TableAssert(actual, find(name)), requirements);
    }

    /** Do the same with a jOOQ table. */
    public SchemaAssert table(org.jooq.Table<?> table, Consumer<TableAssert> requirements) {
        return table(Names.of(table), requirements);
    }

    /**
     * Go on with what one schema holds.
     *
     * @throws AssertionError if there is none of this name
     */
    public NamespaceAssert schema(String name) {
        return continued(namespace(name));
    }

    /** Do the same with a jOOQ schema. */
    public NamespaceAssert schema(org.jooq.Schema schema) {
        return schema(Names.unqualified(schema));
    }

    /** Assert on what one schema holds and come back; all failures are reported together. */
    public SchemaAssert schema(String name, Consumer<NamespaceAssert> requirements) {
        return nested(namespace(name), requirements);
    }

    /** Do the same with a jOOQ schema. */
    public SchemaAssert schema(org.jooq.Schema schema, Consumer<NamespaceAssert> requirements) {
        return schema(Names.unqualified(schema), requirements);
    }

    /**
     * Require of each schema that a YAML file names that it holds what the file says; see {@link NamespaceAssert#matches(Path)}.
     * Schemas that the file does not name are not looked at. Each failure names the line of the file that demands it.
     *
     * <pre>{@code
     * assertThat(schema).matches(Path.of("schema.yaml")); // passes
     * assertThat(schema).matches(Path.of("schema.yaml")); // fails after a column was dropped: [schema.yaml:6:7 · table public.orders]
     * }</pre>
     *
     * @throws io.schemaproof.assertions.contract.ContractException if the file is no contract
     * @throws TestAbortedException if nothing differs, but nobody can tell whether a query holds its time limit
     */
    public SchemaAssert matches(Path file) {
        List<TestAbortedException> undecided = new ArrayList<>();
        for (SchemaContract contract : SchemaContract.readAll(file)) {
            try {
                demandedAt(place(contract), () -> schema(contract.name(), namespace -> namespace.matches(contract)));
            } catch (TestAbortedException e) {
                // The other schemas are looked at all the same.
                undecided.add(e);
            }
        }
        if (!undecided.isEmpty()) {
            throw undecided.get(0);
        }
        return this;
    }

    /** Each part of a contract, to be checked by itself. */
    final List<ContractCheck> checks(SchemaContract contract) {
        if (catalog().find(ObjectKind.SCHEMA, contract.name()).isPresent()) {
            return namespace(contract.name()).checks(contract);
        }
        return List.of(new ContractCheck(
                "schema " + contract.name(),
                contract.places().of("schema"),
                () -> demandedAt(place(contract), () -> namespace(contract.name()))));
    }

    private static String place(SchemaContract contract) {
        return contract.places().of("schema").map(FilePlace::toString).orElse("");
    }

    /**
     * Require of each schema of a generated catalogue of jOOQ that it holds what was generated; see {@link
     * NamespaceAssert#matches(org.jooq.Schema, String...)}. Other schemas are not looked at.
     */
    public SchemaAssert matches(org.jooq.Catalog generated) {
        if (generated.getSchemas().isEmpty()) {
            fail(Failure.expected("generated schemas to compare with").butWas("at least one", "none"));
        }
        generated.getSchemas().forEach(this::matches);
        return this;
    }

    /** Require of the schema that one of jOOQ's generator stands for that it holds what was generated. */
    public SchemaAssert matches(org.jooq.Schema generated) {
        return schema(generated, namespace -> namespace.matches(generated));
    }

    /**
     * Go on with a table, view, materialized view, foreign table or sequence, whatever it is.
     *
     * @throws AssertionError if there is none of this name
     */
    public RelationAssert relation(String name) {
        return continued(new RelationAssert(
                actual,
                catalog().relation(name).orElseThrow(() -> missing(RelationLookup.noRelation(catalog(), name)))));
    }

    /** Assert on a relation, whatever it is, and come back; all failures are reported together. */
    public SchemaAssert relation(String name, Consumer<RelationAssert> requirements) {
        return nested(relation(name), requirements);
    }

    /** Go on with the relation that a jOOQ table stands for. */
    public RelationAssert relation(org.jooq.Table<?> relation) {
        return relation(Names.of(relation));
    }

    /** Assert on the relation that a jOOQ table stands for and come back; all failures are reported together. */
    public SchemaAssert relation(org.jooq.Table<?> relation, Consumer<RelationAssert> requirements) {
        return nested(relation(relation), requirements);
    }

    @Override
    public InventoryAssert inventory(Inventory kind) {
        return continued(new InventoryAssert(actual, kind, null));
    }

    /**
     * Require that a schema holds exactly these tables. Partitions and what extensions brought are not counted.
     *
     * @param names without their schema
     */
    public SchemaAssert hasExactlyTablesIn(String schema, String... names) {
        schema(schema).hasExactlyTables(names);
        return this;
    }

    /** Do the same with a jOOQ schema and the jOOQ tables in it. */
    public SchemaAssert hasExactlyTablesIn(org.jooq.Schema schema, org.jooq.Table<?> first, org.jooq.Table<?>... more) {
        return hasExactlyTablesIn(Names.unqualified(schema), Names.of(first, more));
    }

    /** Require exactly these schemas; {@code public} is one of them, those of the server are not. */
    public SchemaAssert hasExactlySchemas(String... names) {
        inventory(Inventory.SCHEMAS).containsExactly(names);
        return this;
    }

    /** Do the same with jOOQ schemas. */
    public SchemaAssert hasExactlySchemas(org.jooq.Schema first, org.jooq.Schema... more) {
        return hasExactlySchemas(Names.unqualified(first, more));
    }

    /** Require that these schemas are there, with or without others. */
    public SchemaAssert hasSchemas(String name, String... more) {
        inventory(Inventory.SCHEMAS).contains(names(name, more));
        return this;
    }

    /** Do the same with jOOQ schemas. */
    public SchemaAssert hasSchemas(org.jooq.Schema first, org.jooq.Schema... more) {
        String[] names = Names.unqualified(first, more);
        return hasSchemas(names[0], Arrays.copyOfRange(names, 1, names.length));
    }

    /** Require exactly these extensions; {@code plpgsql} is one of them. */
    public SchemaAssert hasExactlyExtensions(String... names) {
        inventory(Inventory.EXTENSIONS).containsExactly(names);
        return this;
    }

    /** Require exactly these roles in the whole cluster; the server's own, {@code pg_…}, are not counted. */
    public SchemaAssert hasExactlyRoles(String... names) {
        inventory(Inventory.ROLES).containsExactly(names);
        return this;
    }

    /** Require that these roles are in the cluster, with or without others. */
    public SchemaAssert hasRoles(String name, String... more) {
        inventory(Inventory.ROLES).contains(names(name, more));
        return this;
    }

    /** Require that none of these roles is in the cluster. */
    public SchemaAssert hasNoRole(String name, String... more) {
        inventory(Inventory.ROLES).doesNotContain(names(name, more));
        return this;
    }

    /** Require exactly these languages; {@code plpgsql} is one of them, {@code sql}, {@code c} and {@code internal} are not. */
    public SchemaAssert hasExactlyLanguages(String... names) {
        inventory(Inventory.LANGUAGES).containsExactly(names);
        return this;
    }

    /** Require exactly these casts besides the server's, written as {@code (text AS integer)}. */
    public SchemaAssert hasExactlyCasts(String... names) {
        inventory(Inventory.CASTS).containsExactly(names);
        return this;
    }

    /** Require that there is no schema of this name. */
    public SchemaAssert hasNoSchema(String name) {
        if (catalog().find(ObjectKind.SCHEMA, name).isPresent()) {
            String prefix = Names.quote(Names.column(name)) + ".";
            long inside = catalog().objects().keySet().stream()
                    .filter(id -> id.identity().startsWith(prefix))
                    .count();
            fail(Failure.expected("no schema " + name)
                    .butWas("no such schema", "it exists, with " + inside + " objects in it"));
        }
        return this;
    }

    /** Do the same with a jOOQ schema. */
    public SchemaAssert hasNoSchema(org.jooq.Schema schema) {
        return hasNoSchema(Names.unqualified(schema));
    }

    /**
     * Go on with a view or a materialized view.
     *
     * @throws AssertionError if there is none of this name
     */
    public ViewAssert view(String name) {
        return continued(new ViewAssert(actual, findView(name)));
    }

    /** Go on with the view that a jOOQ table stands for. */
    public ViewAssert view(org.jooq.Table<?> view) {
        return view(Names.of(view));
    }

    /** Assert on a view and come back; all failures are reported together. */
    public SchemaAssert view(String name, Consumer<ViewAssert> requirements) {
        return nested(new ViewAssert(actual, findView(name)), requirements);
    }

    /** Do the same with a jOOQ table. */
    public SchemaAssert view(org.jooq.Table<?> table, Consumer<ViewAssert> requirements) {
        return view(Names.of(table), requirements);
    }

    /**
     * Go on with a function.
     *
     * @param signature {@code price_of(bigint, date)}; the name alone where there is only one
     * @throws AssertionError if there is none, or several
     */
    public FunctionAssert function(String signature) {
        return continued(new FunctionAssert(actual, findFunction(signature)));
    }

    /** Assert on a function and come back; all failures are reported together. */
    public SchemaAssert function(String signature, Consumer<FunctionAssert> requirements) {
        return nested(new FunctionAssert(actual, findFunction(signature)), requirements);
    }

    /**
     * Go on with an index of whatever table.
     *
     * @throws AssertionError if there is none of this name
     */
    public IndexAssert index(String name) {
        return continued(new IndexAssert(
                actual,
                catalog()
                        .index(name)
                        .orElseThrow(() -> missing(
                                Lookup.missing("index", name, catalog().suggest(ObjectKind.INDEX, name), List.of())))));
    }

    /** Assert on an index of whatever table and come back; all failures are reported together. */
    public SchemaAssert index(String name, Consumer<IndexAssert> requirements) {
        return nested(index(name), requirements);
    }

    /**
     * Require of each query what {@link io.schemaproof.assertions.query.QueryAssert#hasNoMissingIndex} requires.
     *
     * @throws IllegalArgumentException if none is named
     */
    public SchemaAssert hasNoMissingIndexFor(Query... queries) {
        if (queries.length == 0) {
            throw new IllegalArgumentException("Name at least one query.");
        }
        for (Query query : queries) {
            nested(new QueryAssert(query), QueryAssert::hasNoMissingIndex);
        }
        return this;
    }

    /** Go on with the rows of a table or view. */
    public RowsAssert rows(String table) {
        return continued(new RowsAssert(Rows.of(actual.dataSource(), table)));
    }

    /** Assert on the rows of a table or view and come back; all failures are reported together. */
    public SchemaAssert rows(String table, Consumer<RowsAssert> requirements) {
        return nested(new RowsAssert(Rows.of(actual.dataSource(), table)), requirements);
    }

    /** Do the same with a jOOQ table. */
    public SchemaAssert rows(org.jooq.Table<?> table, Consumer<RowsAssert> requirements) {
        return rows(Names.of(table), requirements);
    }

    /** Go on with what a block does to the rows of all tables, or of those that are named; it runs at once. */
    public ChangesAssert changesOf(ThrowingCallable block, String... tables) {
        return continued(new ChangesAssert(Changes.of(actual.dataSource(), block, tables)));
    }

    /** Do the same with jOOQ tables. */
    public ChangesAssert changesOf(ThrowingCallable block, org.jooq.Table<?> first, org.jooq.Table<?>... more) {
        return changesOf(block, Names.of(first, more));
    }

    /**
     * Assert on what a block does to the rows of all tables, or of those that are named, and come back. It runs at once; until
     * the assertions end, the rows from before are there and can be asked for more. All failures are reported together.
     */
    public SchemaAssert changesOf(ThrowingCallable block, Consumer<OpenChangesAssert> requirements, String... tables) {
        OpenChanges.of(actual.dataSource(), block, open -> nested(new OpenChangesAssert(open), requirements), tables);
        return this;
    }

    /** Do the same with jOOQ tables. */
    public SchemaAssert changesOf(
            ThrowingCallable block,
            Consumer<OpenChangesAssert> requirements,
            org.jooq.Table<?> first,
            org.jooq.Table<?>... more) {
        return changesOf(block, requirements, Names.of(first, more));
    }

    /**
     * Go on with what deleting a row would take with it; the deletion is rolled back.
     *
     * @param key values of the primary key
     * @throws AssertionError if there is no such table or row
     */
    public DeletionAssert deleting(String table, Object... key) {
        return continued(new DeletionAssert(Deletion.of(actual.dataSource(), table, key)));
    }

    /** Go on with what deleting a row of a jOOQ table would take with it; the deletion is rolled back. */
    public DeletionAssert deleting(org.jooq.Table<?> table, Object... key) {
        return deleting(Names.of(table), key);
    }

    /** Go on with the rows of a jOOQ table. */
    public RowsAssert rows(org.jooq.Table<?> table) {
        return rows(Names.of(table));
    }

    /**
     * Go on with what the server does with a statement; what it changes is rolled back.
     *
     * @throws IllegalArgumentException if it controls the transaction: {@code COMMIT}, {@code ROLLBACK}, {@code BEGIN}
     */
    public StatementAssert statement(String sql, @Nullable Object... binds) {
        return continued(new StatementAssert(Query.of(actual.dataSource(), sql, binds)));
    }

    /** Go on with a query. */
    public QueryAssert query(String sql, @Nullable Object... binds) {
        return continued(new QueryAssert(Query.of(actual.dataSource(), sql, binds)));
    }

    /**
     * Require that the schema is the one that a file holds; {@code -Dschemaproof.snapshot.accept=true} writes the file, and
     * a missing one fails. Another order of columns or spelling of the same expression is no difference.
     *
     * @throws io.schemaproof.catalog.CatalogException if the file is no snapshot, with the line
     */
    public SchemaAssert matchesSnapshot(Path file) {
        covers(catalog()
                .withoutExtensionMembers()
                .withoutClusterWide()
                .objects()
                .keySet());
        SnapshotChecks.matches(actual, file).ifPresent(this::fail);
        return this;
    }

    /** Require that the schema is the one that a file holds; its path may be relative to the working directory. */
    public SchemaAssert matchesSnapshot(String file) {
        return matchesSnapshot(Path.of(file));
    }

    private Catalog catalog() {
        return actual.catalog();
    }

    private NamespaceAssert namespace(String name) {
        return new NamespaceAssert(
                actual,
                catalog()
                        .find(ObjectKind.SCHEMA, name)
                        .orElseThrow(() -> missing(Lookup.missing(
                                "schema",
                                name,
                                catalog().suggest(ObjectKind.SCHEMA, name),
                                catalog().objects(ObjectKind.SCHEMA).stream()
                                        .map(o -> o.id().identity())
                                        .toList()))));
    }

    private Table find(String name) {
        return catalog().table(name).orElseThrow(() -> missing(RelationLookup.noTable(catalog(), name)));
    }

    private View findView(String name) {
        return catalog()
                .view(name)
                .orElseThrow(() -> missing(Lookup.missing(
                        "view",
                        name,
                        catalog().suggest(ObjectKind.VIEW, name),
                        catalog().views().stream().map(TypedObject::identity).toList(),
                        catalog()
                                .table(name)
                                .map(t -> t.identity() + " exists but is a table.")
                                .orElse(""))));
    }

    private Function findFunction(String signature) {
        return FunctionLookup.one(
                actual,
                signature,
                EnumSet.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE),
                this::missing);
    }
}
