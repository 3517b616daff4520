package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.PlanStability;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.verify.result.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a plan survives new statistics. */
final class StabilityChecks {

    private StabilityChecks() {}

    static Optional<Failure> stable(Query query, PlanCacheMode mode) {
        PlanStability stability = PlanStability.of(query, ExplainOptions.plan().with(mode));
        return stability.differing().map(pair -> {
            QueryPlan one = pair.get(0);
            QueryPlan other = pair.get(1);
            Failure failure = Failure.expected("the plan to stay the same under new statistics");
            if (stability.isTie()) {
                failure.butWas("one plan", "two plans, a cost tie: " + cost(one) + " against " + cost(other));
            } else {
                failure.butWas(
                                "one plan",
                                "another plan after ANALYZE: " + cost(one) + " before, " + cost(other) + " after")
                        .line("The statistics were stale or missing: run PlannerStatistics.refresh(..) after loading.");
            }
            return failure.line("One plan:\n" + one.text())
                    .line("The other:\n" + other.text())
                    .seen(() -> new Evidence.Plans("two plans of one query", one, other, List.of()));
        });
    }

    private static String cost(QueryPlan plan) {
        return String.format(Locale.ROOT, "cost %.2f", plan.root().totalCost());
    }
}
