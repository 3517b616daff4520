package io.schemaproof.assertions.query;

import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import java.util.Comparator;
import java.util.function.Predicate;

/** Find the node of an executed plan that did most of the work. */
final class Guilty {

    private Guilty() {}

    /** The node that itself, without those below, touched the most buffers; none if no node touched any. */
    static Predicate<PlanNode> of(QueryPlan plan) {
        PlanNode worst = plan.nodes().max(Comparator.comparingLong(Guilty::own)).orElseThrow();
        return node -> node.equals(worst) && own(worst) > 0;
    }

    private static long own(PlanNode node) {
        return touched(node)
                - node.children().stream().mapToLong(Guilty::touched).sum();
    }

    private static long touched(PlanNode node) {
        return node.sharedHit().orElse(0) + node.sharedRead().orElse(0);
    }
}
