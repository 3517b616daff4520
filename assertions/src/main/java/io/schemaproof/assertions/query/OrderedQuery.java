package io.schemaproof.assertions.query;

import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;

/** Demand an order of a query's rows from outside, so that the planner sorts them unless they come in it already. */
final class OrderedQuery {

    private OrderedQuery() {}

    /**
     * The query as a sub-query of another that orders its rows.
     *
     * <p>{@code OFFSET 0} keeps the planner from making one query of the two, which would give the inner one an order that
     * it has not. A query that has an {@code OFFSET} of its own cannot get another, and needs none.
     *
     * @throws QueryException if the server refuses the order, or the query has no rows to order
     */
    static Query of(Query query, String keys) {
        String inner = "(" + query.sql().strip().replaceFirst(";\\s*$", "") + "\n)";
        Query fenced = ordered(query, "(" + inner + " OFFSET 0)", keys);
        try {
            fenced.explain(ExplainOptions.plan());
            return fenced;
        } catch (QueryException e) {
            Query plain = ordered(query, inner, keys);
            if (String.valueOf(e.getMessage()).contains("[SQLSTATE 42601]")) {
                plain.explain(ExplainOptions.plan());
                return plain;
            }
            throw e;
        }
    }

    private static Query ordered(Query query, String inner, String keys) {
        return new Query(
                query.dataSource(), "SELECT * FROM " + inner + " schemaproof_rows ORDER BY " + keys, query.binds());
    }
}
