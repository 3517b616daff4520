package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.changes.Changes;
import io.schemaproof.assertions.changes.ChangesAssert;
import io.schemaproof.assertions.changes.Deletion;
import io.schemaproof.assertions.changes.DeletionAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * Assert on a database.
 *
 * <p>Names are written as in SQL: what is not lower case stands in quotation marks, and a name without a schema is
 * looked for in the search path. A missing object fails where it is looked up.
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

    /** Require that there are tables of these names. */
    public SchemaAssert hasTables(String... names) {
        for (String name : names) {
            if (catalog().table(name).isEmpty()) {
                fail(noTable(name));
            }
        }
        return this;
    }

    /**
     * Require that there are these tables and no other in the database. Partitions and what extensions brought are not
     * counted.
     */
    public SchemaAssert hasExactlyTables(String... names) {
        return exactly("tables", tables().map(TypedObject::identity), names);
    }

    /**
     * Require that a schema holds these tables and no other. Partitions and what extensions brought are not counted.
     *
     * @param names without their schema
     */
    public SchemaAssert hasExactlyTablesIn(String schema, String... names) {
        String folded = Names.column(schema);
        return exactly(
                "tables",
                tables().filter(table -> table.schema().equals(folded)).map(TypedObject::identity),
                Arrays.stream(names)
                        .map(name -> Names.quote(folded) + "." + name)
                        .toArray(String[]::new));
    }

    /** Require that there is no table of this name. */
    public SchemaAssert hasNoTable(String name) {
        return absent("table", name, catalog().table(name));
    }

    /** Require that there is no view or materialized view of this name. */
    public SchemaAssert hasNoView(String name) {
        return absent("view", name, catalog().view(name));
    }

    /** Require that there is no function of this name, whatever its arguments, or of this signature. */
    public SchemaAssert hasNoFunction(String name) {
        return absent(
                "function", name, FunctionLookup.all(actual, name).stream().findFirst());
    }

    /** Require that there are schemas of these names. */
    public SchemaAssert hasSchemas(String... names) {
        List<String> existing = catalog().objects(ObjectKind.SCHEMA).stream()
                .map(o -> o.id().identity())
                .toList();
        SetDifference difference = SetDifference.atLeast(
                Arrays.stream(names).map(n -> Names.quote(Names.column(n))).toList(), existing);
        if (!difference.isEmpty()) {
            fail(Failure.expected("these schemas to exist").sets(difference));
        }
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

    /** Require of each query what {@link io.schemaproof.assertions.query.QueryAssert#hasNoMissingIndex} requires. */
    public SchemaAssert hasNoMissingIndexFor(Query... queries) {
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

    /** Go on with what a block does to the rows of all tables, or of those that are named; it runs at once. */
    public ChangesAssert changesOf(ThrowingCallable block, String... tables) {
        return continued(new ChangesAssert(Changes.of(actual.dataSource(), block, tables)));
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

    /** Go on with a query. */
    public QueryAssert query(String sql, @Nullable Object... binds) {
        return continued(new QueryAssert(Query.of(actual.dataSource(), sql, binds)));
    }

    private Catalog catalog() {
        return actual.catalog();
    }

    private Stream<Table> tables() {
        return catalog().tables().stream()
                .filter(table ->
                        table.extension().isEmpty() && table.partitionOf().isEmpty());
    }

    private SchemaAssert exactly(String what, Stream<String> existing, String... names) {
        List<String> expected = Arrays.stream(names)
                .map(name -> catalog().table(name).map(TypedObject::identity).orElse(qualified(name)))
                .toList();
        SetDifference difference = SetDifference.exactly(expected, existing.toList());
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these " + what).sets(difference));
        }
        return this;
    }

    /** Write a name that does not exist as the catalogue would. */
    private static String qualified(String name) {
        List<String> parts = Names.parse(name);
        String written = parts.stream().map(Names::quote).collect(Collectors.joining("."));
        return parts.size() == 1 ? "public." + written : written;
    }

    private SchemaAssert absent(String kind, String name, Optional<? extends TypedObject> found) {
        found.ifPresent(object -> fail(
                Failure.expected("no " + kind + " " + name).butWas("no such " + kind, object.identity() + " exists")));
        return this;
    }

    private Table find(String name) {
        return catalog().table(name).orElseThrow(() -> missing(noTable(name)));
    }

    private Failure noTable(String name) {
        Optional<View> view = catalog().view(name);
        return Lookup.missing(
                "table",
                name,
                catalog().suggest(ObjectKind.TABLE, name),
                tables().map(TypedObject::identity).toList(),
                view.map(v -> v.identity() + " exists but is a " + v.id().kind().word() + ".")
                        .orElse(""));
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
