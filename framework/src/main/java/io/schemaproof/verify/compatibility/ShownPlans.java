package io.schemaproof.verify.compatibility;

import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Keeps what was seen of the plans of the queries around one up, to be shown. */
final class ShownPlans {

    private final List<Evidence.QueryCosts.Cost> costs = new ArrayList<>();
    private final List<Evidence> plans = new ArrayList<>();

    void costs(NamedQuery query, QueryPlans was, QueryPlans is) {
        if (was.chosen().isPresent() && is.chosen().isPresent()) {
            costs.add(new Evidence.QueryCosts.Cost(
                    query.id(),
                    millis(was.chosen().get()),
                    millis(is.chosen().get()),
                    pages(was.chosen().get()),
                    pages(is.chosen().get())));
        }
    }

    void plans(NamedQuery query, QueryPlan was, QueryPlan is, List<PlanNode> guilty) {
        plans.add(new Evidence.Plans("plan of " + query.id(), was, is, guilty));
    }

    List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>(plans);
        if (!costs.isEmpty()) {
            evidence.add(new Evidence.QueryCosts("what the queries cost", costs));
        }
        return evidence;
    }

    private static OptionalDouble millis(QueryPlan plan) {
        return plan.executionMillis();
    }

    private static OptionalLong pages(QueryPlan plan) {
        return plan.buffers();
    }
}
