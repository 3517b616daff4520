package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Workshop;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.View;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Assert on a view or a materialized view.
 *
 * <p>What a view reads cannot be dropped or change its type under it: the server keeps these dependencies. So a view that
 * exists can be read, as far as the catalogue is concerned.
 *
 * <pre>{@code
 * assertThat(schema).view("open_orders").hasExactlyColumns("id", "total").dependsOnlyOn("orders"); // passes
 * assertThat(schema).view("open_orders").isSecurityInvoker(); // fails: it reads with its owner's privileges
 * }</pre>
 *
 * @since 0.1
 */
public class ViewAssert extends AbstractObjectAssert<ViewAssert, View> {

    private static final Pattern QUALIFIER = Pattern.compile("\\b\\w+\\.(?=[\\w\"])");

    private static final Pattern TABLE_ALIAS = Pattern.compile(
            "(\\b(?:FROM|JOIN)\\s+\\(*\\w+) (?!(?:ON|USING|WHERE|JOIN|LEFT|RIGHT|FULL|CROSS|GROUP|ORDER|LIMIT|HAVING)\\b)\\w+");

    ViewAssert(Schema schema, View actual) {
        super(schema, actual, actual.object(), ViewAssert.class);
    }

    /** Require these columns and no other, in any order. */
    public ViewAssert hasExactlyColumns(String... names) {
        ColumnSets.exactly(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Do the same with jOOQ fields. */
    public ViewAssert hasExactlyColumns(Field<?> first, Field<?>... more) {
        return hasExactlyColumns(Names.unqualified(first, more));
    }

    /** Require these columns and no other, in this order. */
    public ViewAssert hasExactlyColumnsInOrder(String... names) {
        ColumnSets.inOrder(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Do the same with jOOQ fields. */
    public ViewAssert hasExactlyColumnsInOrder(Field<?> first, Field<?>... more) {
        return hasExactlyColumnsInOrder(Names.unqualified(first, more));
    }

    /**
     * Require that these columns are there, with or without others.
     *
     * @throws IllegalArgumentException if none is named
     */
    public ViewAssert hasColumns(String... names) {
        ColumnSets.atLeast(actual.columns(), names).ifPresent(this::fail);
        return this;
    }

    /** Do the same with jOOQ fields. */
    public ViewAssert hasColumns(Field<?> first, Field<?>... more) {
        return hasColumns(Names.unqualified(first, more));
    }

    /**
     * Go on with a column, for its type.
     *
     * @throws AssertionError if there is none of this name
     */
    public ColumnAssert column(String name) {
        return continued(new ColumnAssert(schema, find(name), identity()));
    }

    /** Go on with the column that a jOOQ field stands for. */
    public ColumnAssert column(Field<?> field) {
        return column(Names.unqualified(field));
    }

    /** Assert on a column and come back; all failures are reported together. */
    public ViewAssert column(String name, Consumer<ColumnAssert> requirements) {
        return nested(new ColumnAssert(schema, find(name), identity()), requirements);
    }

    /** Do the same with a jOOQ field. */
    public ViewAssert column(Field<?> field, Consumer<ColumnAssert> requirements) {
        return column(Names.unqualified(field), requirements);
    }

    /**
     * Require a query; the server says whether it has understood both alike. What tables are called in the text
     * ({@code FROM orders o}) makes no difference; what columns are called does. A failure shows the first place that differs, in
     * the server's writing.
     */
    public ViewAssert hasDefinition(String query) {
        ServerText server = new ServerText(schema.dataSource());
        String expected = server.view(query).strip();
        String found = String.valueOf(
                        sql().value("SELECT pg_catalog.pg_get_viewdef(pg_catalog.to_regclass(?))", identity()))
                .strip();
        if (!expected.equals(found) && !isSameButForAliases(server, query, expected, found)) {
            fail(FirstDifference.of(
                    Failure.expected("the query to be the one given"), expected, found, ViewAssert::withoutAliases));
        }
        return this;
    }

    /** A line of a query without the names that it gives to tables, as near as words tell. */
    private static String withoutAliases(String line) {
        return TABLE_ALIAS.matcher(QUALIFIER.matcher(line).replaceAll("")).replaceAll("$1");
    }

    private boolean isSameButForAliases(ServerText server, String query, String expected, String found) {
        String there = String.valueOf(sql().value(ServerText.VIEW_TREE, identity()));
        if (QueryTree.areSameButForAliases(server.viewTree(query), there)) {
            return true;
        }
        // In a copy of the structure the same tables have other numbers, so that both are asked for there, as the
        // server
        // writes them.
        return Workshop.of(schema.dataSource()) != schema.dataSource()
                && QueryTree.areSameButForAliases(server.viewTree(expected), server.viewTree(found));
    }

    /** Require that it reads with the privileges and policies of whoever asks; PostgreSQL 15 and later can. */
    public ViewAssert isSecurityInvoker() {
        return same(
                "the view to read with its caller's privileges",
                "security_invoker",
                options().is("security_invoker") ? "security_invoker" : "its owner's privileges",
                "ALTER VIEW " + identity() + " SET (security_invoker = true);");
    }

    /** Require that it reads with the privileges of its owner. */
    public ViewAssert isSecurityDefiner() {
        return same(
                "the view to read with its owner's privileges",
                "its owner's privileges",
                options().is("security_invoker") ? "security_invoker" : "its owner's privileges",
                "ALTER VIEW " + identity() + " RESET (security_invoker);");
    }

    /** Require that its conditions are applied before those of a query that may leak rows. */
    public ViewAssert isSecurityBarrier() {
        return same(
                "the view to be a security barrier",
                "security_barrier",
                options().is("security_barrier") ? "security_barrier" : "no security barrier",
                "ALTER VIEW " + identity() + " SET (security_barrier = true);");
    }

    /** Require that rows written through it must satisfy its condition. */
    public ViewAssert hasCheckOption(CheckOption option) {
        return same(
                "a check option",
                "WITH " + option.name() + " CHECK OPTION",
                options().checkOption(),
                "ALTER VIEW " + identity() + " SET (check_option = "
                        + option.name().toLowerCase(java.util.Locale.ROOT) + ");");
    }

    /** Require that rows may be written through it that it does not show. */
    public ViewAssert hasNoCheckOption() {
        return same("no check option", "no check option", options().checkOption());
    }

    /**
     * Require that its query names these tables, views, sequences and functions.
     *
     * @param names a function's with its argument types
     */
    public ViewAssert dependsOn(String... names) {
        Dependencies known = dependencies();
        return atLeast("the view to depend on these", known.identities(names), known.dependsOn());
    }

    /** Do the same with jOOQ tables. */
    public ViewAssert dependsOn(Table<?> first, Table<?>... more) {
        return dependsOn(Names.of(first, more));
    }

    /** Require that its query names these and nothing else; functions that PostgreSQL brings do not count. */
    public ViewAssert dependsOnlyOn(String... names) {
        Dependencies known = dependencies();
        return exactly("the view to depend on these only", known.identities(names), known.dependsOn());
    }

    /** Do the same with jOOQ tables. */
    public ViewAssert dependsOnlyOn(Table<?> first, Table<?>... more) {
        return dependsOnlyOn(Names.of(first, more));
    }

    /** Require that these views, or functions with a body in standard SQL, name it. */
    public ViewAssert isUsedBy(String... names) {
        Dependencies known = dependencies();
        return atLeast("the view to be used by these", known.identities(names), known.usedBy());
    }

    /** Do the same with jOOQ tables. */
    public ViewAssert isUsedBy(Table<?> first, Table<?>... more) {
        return isUsedBy(Names.of(first, more));
    }

    /** Require that no view names it. A function whose body is a text is not known to the catalogue. */
    public ViewAssert isNotUsed() {
        return exactly(
                "the view to be used by nothing", List.of(), dependencies().usedBy());
    }

    /** Require a materialized view, filled with rows. */
    public ViewAssert isMaterialized() {
        if (!actual.isMaterialized() || !actual.isPopulated()) {
            fail(Failure.expected("a materialized view with rows in it")
                    .butWas("materialized", actual.isMaterialized() ? "not populated" : "a plain view"));
        }
        return this;
    }

    /** Require that a materialized view can be read; one made or refreshed WITH NO DATA cannot. */
    public ViewAssert isPopulated() {
        return same(
                "the materialized view to be populated",
                "populated",
                !actual.isMaterialized() ? "a plain view" : actual.isPopulated() ? "populated" : "not populated",
                actual.isMaterialized() ? "REFRESH MATERIALIZED VIEW " + identity() + ";" : "");
    }

    /** Require what REFRESH … CONCURRENTLY asks for: populated, and a valid unique index on columns of all rows. */
    public ViewAssert canBeRefreshedConcurrently() {
        isPopulated();
        // REFRESH itself looks for: unique, immediate, valid, no expression, no predicate.
        boolean usable = sql().value("""
                SELECT 1 FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass(?)
                  AND indisunique AND indimmediate AND indisvalid AND indpred IS NULL AND 0 <> ALL (indkey::int2[])
                LIMIT 1""", identity()) != null;
        if (!usable) {
            fail(Failure.expected("the materialized view to allow REFRESH … CONCURRENTLY")
                    .butWas("a valid unique index on columns, of all rows", "no such index")
                    .line("Its indexes: " + String.join("; ", sql().column("""
                                    SELECT pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END
                                    FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass(?) ORDER BY 1""", identity()))));
        }
        return this;
    }

    /**
     * Go on with an index of this materialized view.
     *
     * @throws AssertionError if there is none of this name
     */
    public IndexAssert index(String name) {
        return continued(new IndexAssert(
                schema,
                indexes().stream()
                        .filter(index -> index.name().equals(Names.column(name)))
                        .findFirst()
                        .orElseThrow(() -> missing(Lookup.missing(
                                "index",
                                name,
                                schema.catalog().suggest(ObjectKind.INDEX, name),
                                indexes().stream().map(Index::identity).toList())))));
    }

    /** Assert on an index of this materialized view and come back; all failures are reported together. */
    public ViewAssert index(String name, Consumer<IndexAssert> requirements) {
        return nested(index(name), requirements);
    }

    private List<Index> indexes() {
        return schema.catalog().indexes().stream()
                .filter(index -> index.tableName().equals(identity()))
                .toList();
    }

    /**
     * Go on with a trigger.
     *
     * @throws AssertionError if there is none of this name
     */
    public TriggerAssert trigger(String name) {
        return continued(TriggerLookup.enabled(schema, actual.object(), name, this::missing, this::fail));
    }

    /** Assert on a trigger and come back; all failures are reported together. */
    public ViewAssert trigger(String name, Consumer<TriggerAssert> requirements) {
        return nested(TriggerLookup.enabled(schema, actual.object(), name, this::missing, this::fail), requirements);
    }

    /**
     * Go on with a rule.
     *
     * @throws AssertionError if there is none of this name
     */
    public RuleAssert rule(String name) {
        return continued(RuleAssert.of(schema, actual.object(), name, this::missing, this::fail));
    }

    /** Assert on a rule and come back; all failures are reported together. */
    public ViewAssert rule(String name, Consumer<RuleAssert> requirements) {
        return nested(rule(name), requirements);
    }

    /** Go on with what is granted on it. */
    public PrivilegesAssert privileges() {
        return continued(PrivilegesAssert.of(schema, Securable.TABLE, identity()));
    }

    /** Assert on what is granted on it and come back; all failures are reported together. */
    public ViewAssert privileges(Consumer<PrivilegesAssert> requirements) {
        return nested(privileges(), requirements);
    }

    /** Go on with the rows of this view. */
    public RowsAssert rows() {
        return continued(new RowsAssert(Rows.of(schema.dataSource(), identity())));
    }

    /** Assert on the rows of this view and come back; all failures are reported together. */
    public ViewAssert rows(Consumer<RowsAssert> requirements) {
        return nested(rows(), requirements);
    }

    private Column find(String name) {
        return actual.column(name).orElseThrow(() -> missing(ColumnSets.missing(actual.columns(), name)));
    }

    private ViewOptions options() {
        return ViewOptions.of(schema, identity());
    }

    private Dependencies dependencies() {
        return new Dependencies(schema, actual);
    }
}
