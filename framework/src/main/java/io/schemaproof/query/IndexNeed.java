package io.schemaproof.query;

/**
 * What becomes of a query's plan when an index is hidden from the planner, in a transaction that is rolled back. Nothing
 * is locked and no constraint stands in the way.
 *
 * @param query what was planned
 * @param with the plan with the index
 * @param without the plan without it
 * @since 0.1
 */
public record IndexNeed(Query query, QueryPlan with, QueryPlan without) {

    /** A plan that costs a twentieth more is noticeably dearer. */
    private static final double NOTICEABLE = 1.05;

    /**
     * Plan a query with and without an index.
     *
     * @throws QueryException if the server refuses the query, or the user is no superuser
     */
    public static IndexNeed of(Query query, PlanCacheMode mode, Relation index) {
        ExplainOptions options = ExplainOptions.plan().with(mode);
        try (PlanTrial trial = PlanTrial.open(query.dataSource())) {
            return new IndexNeed(
                    query, trial.explain(query, options), trial.explain(query, options.withoutIndex(index)));
        }
    }

    /** Whether the query is planned otherwise without the index, and noticeably dearer. */
    public boolean isNeeded() {
        return !PlanShape.of(with).equals(PlanShape.of(without))
                && without.root().totalCost() >= with.root().totalCost() * NOTICEABLE;
    }
}
