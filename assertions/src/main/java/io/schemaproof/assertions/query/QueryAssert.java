package io.schemaproof.assertions.query;

import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.rows.Comparing;
import io.schemaproof.assertions.rows.QueryResults;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.query.Query;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assert on what a query returns, how the server runs it, and how long it takes.
 *
 * <p><em>Can</em> and <em>chooses</em> are two questions. {@code canUseIndex} asks whether the query's shape fits the
 * index and does not depend on the number of rows; {@code choosesIndex} asks what the planner decides with the rows and
 * statistics that are there now.
 *
 * <pre>{@code
 * assertThat(schema).query("SELECT id, status FROM orders WHERE id < ?", 3)
 *         .returnsExactlyInAnyOrder(row(1, "PAID"), row(2, "NEW")).canUseIndex("orders_pkey"); // passes
 * assertThat(schema).query("SELECT id FROM orders").returnsNoRows(); // fails: there are two
 * }</pre>
 *
 * @since 0.1
 */
public class QueryAssert extends QueryPlanAssert<QueryAssert> {

    public QueryAssert(Query actual) {
        super(actual, QueryAssert.class);
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
}
