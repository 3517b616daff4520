package io.schemaproof.assertions.query;

import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.rows.Comparing;
import io.schemaproof.assertions.rows.QueryResults;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.TimeLimit;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assert on what a query returns, how the server runs it, and how long it takes.
 *
 * <p><em>Can</em> and <em>chooses</em> are two questions. {@code canUseIndex} asks whether the query's shape fits the
 * index and does not depend on the number of rows; {@code choosesIndex} asks what the planner decides with the rows and
 * statistics that are there now.
 *
 * @since 0.1
 */
public class QueryAssert extends AbstractSchemaproofAssert<QueryAssert, Query> {

    private static final int SHOWN = 120;

    private PlanCacheMode mode = PlanCacheMode.CUSTOM;

    public QueryAssert(Query actual) {
        super(actual, QueryAssert.class);
    }

    @Override
    protected String where() {
        String text = actual.toString();
        return "query " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                + (mode == PlanCacheMode.GENERIC ? " · generic plan" : "");
    }

    /** Judge from here on the plan that is made without looking at the values of the parameters. */
    public QueryAssert underGenericPlan() {
        mode = PlanCacheMode.GENERIC;
        return this;
    }

    /** Judge from here on the plan that is made for the values of the parameters; the default. */
    public QueryAssert underCustomPlan() {
        mode = PlanCacheMode.CUSTOM;
        return this;
    }

    /** Require that the query returns this many rows. */
    public QueryAssert returnsRowCount(long expected) {
        long count = QueryResults.of(actual).count();
        if (count != expected) {
            fail(Failure.expected("the query to return " + Figures.grouped(expected) + " rows")
                    .butWas(Figures.grouped(expected), Figures.grouped(count)));
        }
        return this;
    }

    /** Require that the query returns no row. */
    public QueryAssert returnsNoRows() {
        return returnsRowCount(0);
    }

    /**
     * Require exactly these rows in this order.
     *
     * @param rows each a value, or {@link SchemaAssertions#row} for several columns; the server brings them into the
     *     columns' types
     */
    public QueryAssert returnsExactly(@Nullable Object... rows) {
        QueryResults.of(actual).inOrder(rows).ifPresent(this::fail);
        return this;
    }

    /** Require exactly these rows, each as often as given, in any order. */
    public QueryAssert returnsExactlyInAnyOrder(@Nullable Object... rows) {
        QueryResults.of(actual).exactly(rows).ifPresent(this::fail);
        return this;
    }

    /** Require that these rows are among those returned, each as often as given. */
    public QueryAssert contains(@Nullable Object... rows) {
        QueryResults.of(actual).contained(rows).ifPresent(this::fail);
        return this;
    }

    /** Require that none of these rows is among those returned. */
    public QueryAssert doesNotContain(@Nullable Object... rows) {
        QueryResults.of(actual).absent(rows).ifPresent(this::fail);
        return this;
    }

    /** Require exactly the rows that another query returns: the same columns, types and rows, in any order. */
    public QueryAssert returnsSameAs(Query other) {
        return returnsSameAs(Rows.of(other), Comparing.all());
    }

    /** Require the same rows as others in the sense given. */
    public QueryAssert returnsSameAs(Rows others, Comparing how) {
        return rows(rows -> rows.isEqualTo(others, how));
    }

    /** Go on with the rows that the query returns, as if they were a table's. */
    public RowsAssert rows() {
        return continued(new RowsAssert(Rows.of(actual)));
    }

    /** Assert on the rows that the query returns, and come back; all failures are reported together. */
    public QueryAssert rows(Consumer<RowsAssert> requirements) {
        return nested(new RowsAssert(Rows.of(actual)), requirements);
    }

    /** Require that the query can search an index, whatever the planner prefers with the rows there are now. */
    public QueryAssert canUseIndex(String index) {
        return canUse(lookup().named(index, where()));
    }

    /** Require that the query can search some index of a table by all these columns, which must be its first keys. */
    public QueryAssert canUseIndexOn(String table, String... columns) {
        return canUse(lookup().on(table, columns, where()));
    }

    /** Require that the planner uses an index, by a plain, an index-only or a bitmap scan. */
    public QueryAssert choosesIndex(String index) {
        return chooses(lookup().named(index, where()));
    }

    /** Require that the planner uses some index of a table that begins with these columns. */
    public QueryAssert choosesIndexOn(String table, String... columns) {
        return chooses(lookup().on(table, columns, where()));
    }

    /**
     * Require that the planner reads nothing but the index, and that the table was looked into for no row.
     *
     * <p>The second half holds only after {@code VACUUM}, which fills the visibility map.
     */
    public QueryAssert readsOnlyIndex(String index) {
        IndexUse use = new IndexUse(lookup().named(index, where()));
        QueryPlan plan = execute();
        boolean only =
                plan.nodes().anyMatch(node -> use.reads(node) && node.nodeType().equals("Index Only Scan"));
        long fetches = plan.nodes()
                .filter(use::reads)
                .mapToLong(node -> node.heapFetches().orElse(0))
                .sum();
        if (!only || fetches > 0) {
            fail(Failure.expected("the query to read index " + index + " and no row of its table")
                    .butWas(
                            "Index Only Scan, 0 heap fetches",
                            only ? Figures.grouped(fetches) + " heap fetches" : "another plan")
                    .line(only ? "Run VACUUM first, which fills the visibility map." : "")
                    .line(plan.text(use::reads)));
        }
        return this;
    }

    /** Require that the planner reads none of these tables, nor a partition of one, from beginning to end. */
    public QueryAssert hasNoSeqScanOn(String... tables) {
        ServerTables server = new ServerTables(sql());
        QueryPlan plan = plan();
        for (String name : tables) {
            var scanned = server.withDescendants(server.table(name).orElseThrow(() -> missing(server.noTable(name))));
            if (plan.nodes()
                    .noneMatch(node -> node.relation().filter(scanned::contains).isPresent())) {
                fail(Failure.expected("no sequential scan of " + name)
                        .butWas(
                                "a plan that reads " + name,
                                "a plan in which " + name + " does not occur: nothing was checked")
                        .line("What a function does inside is not shown, unless the server can inline it.")
                        .line(plan.text()));
            } else if (plan.nodes()
                    .anyMatch(
                            n -> n.isSeqScan() && scanned.contains(n.relation().orElseThrow()))) {
                fail(Failure.expected("no sequential scan of " + name)
                        .butWas("an index is used", "the table is read from beginning to end")
                        .line(plan.text(n ->
                                n.isSeqScan() && scanned.contains(n.relation().orElseThrow())))
                        .line(StatisticsHint.of(sql(), plan)));
            }
        }
        return this;
    }

    /** Require that one execution touches at most so many pages: the same number at any time of day. */
    public QueryAssert readsAtMost(Buffers most) {
        QueryPlan plan = execute();
        long pages = plan.buffers().orElseThrow();
        if (pages > most.pages()) {
            fail(Failure.expected("the query to touch at most " + Figures.grouped(most.pages()) + " buffers")
                    .butWas(Figures.grouped(most.pages()), Figures.grouped(pages))
                    .line(plan.text(Guilty.of(plan)))
                    .line(StatisticsHint.of(sql(), plan)));
        }
        return this;
    }

    /** Require that the planner sorts nothing, because an index gives the order. */
    public QueryAssert avoidsSort() {
        QueryPlan plan = plan();
        if (plan.nodes().anyMatch(node -> !node.sortKeys().isEmpty())) {
            fail(Failure.expected("no sort")
                    .butWas("rows come in order", "rows are sorted")
                    .line(plan.text(node -> !node.sortKeys().isEmpty())));
        }
        return this;
    }

    /** Require what else you like of the plan, which is not executed. */
    public QueryAssert satisfiesPlan(Consumer<QueryPlan> requirements) {
        requirements.accept(plan());
        return this;
    }

    /**
     * Require that the query can run within a time, fetching included. The verdict is that of {@link TimeLimit#best}.
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy to tell
     */
    public QueryAssert runsWithin(Duration limit) {
        return runsWithin(TimeLimit.best(limit));
    }

    /**
     * Require that the query holds a time limit.
     *
     * <p>A verdict that cannot be given aborts the test: it is reported as not run, never as passed, and not as failed,
     * because the query may well be innocent.
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy, or the limit too near to the truth, to tell
     */
    public QueryAssert runsWithin(TimeLimit limit) {
        TimingFailure.of(actual.time(limit), sql()).ifPresent(this::fail);
        return this;
    }

    private QueryAssert canUse(IndexChoice choice) {
        IndexUse use = new IndexUse(choice);
        ExplainOptions forced = ExplainOptions.plan().with(mode).with("enable_seqscan", "off");
        QueryPlan plan = actual.explain(forced);
        // Another index may be cheaper; that one is, does not mean that this one cannot.
        boolean can = use.searchedIn(plan)
                || choice.indexes().stream()
                        .anyMatch(index -> use.searchedIn(actual.explain(forced.withOnlyIndex(index))));
        if (!can) {
            fail(Failure.expected("the query to be able to use " + choice.phrase())
                    .butWas(
                            choice.columns().isEmpty()
                                    ? "a search of the index"
                                    : "a search by " + String.join(", ", choice.columns()),
                            use.readIn(plan) ? "the whole index is read" : "the index does not fit")
                    .line("Plan with sequential scans discouraged:\n" + plan.text(use::reads)));
        }
        return this;
    }

    private QueryAssert chooses(IndexChoice choice) {
        IndexUse use = new IndexUse(choice);
        QueryPlan plan = plan();
        if (!use.readIn(plan)) {
            String chosen = plan.nodes()
                    .filter(node -> node.relation().isPresent())
                    .map(node -> node.nodeType()
                            + node.indexName().map(name -> " using " + name).orElse("") + " on "
                            + node.relation().orElseThrow())
                    .distinct()
                    .collect(Collectors.joining(", "));
            fail(Failure.expected("the planner to choose " + choice.phrase())
                    .butWas(choice.phrase(), chosen.isEmpty() ? "no table is read" : chosen)
                    .line(plan.text(node -> node.relation().isPresent() && !use.reads(node)))
                    .line(StatisticsHint.of(sql(), plan)));
        }
        return this;
    }

    private QueryPlan plan() {
        return actual.explain(ExplainOptions.plan().with(mode));
    }

    private QueryPlan execute() {
        return actual.explain(ExplainOptions.execute().with(mode));
    }

    private Sql sql() {
        return new Sql(actual.dataSource());
    }

    private IndexLookup lookup() {
        return new IndexLookup(sql());
    }
}
