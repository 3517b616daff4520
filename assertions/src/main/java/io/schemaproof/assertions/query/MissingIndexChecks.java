package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.IndexAdvice;
import io.schemaproof.query.IndexAdvisor;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import java.util.Optional;
import java.util.Set;

/** Whether an index that is not there would help a query. */
final class MissingIndexChecks {

    private MissingIndexChecks() {}

    static Optional<Failure> none(Query query, PlanCacheMode mode) {
        QueryPlan plan = query.explain(ExplainOptions.plan().with(mode));
        TableSizes sizes = new TableSizes(new Sql(query.dataSource()));
        if (plan.nodes()
                .filter(PlanNode::isScan)
                .noneMatch(node -> sizes.pages(node.relation().orElseThrow()) > 0)) {
            return Optional.of(Failure.expected("no index to be missing")
                    .butWas("a plan that reads a table with rows", "a plan that reads none: nothing was checked")
                    .line(plan.text()));
        }
        IndexAdvice.Search search = IndexAdvisor.search(query, mode, Set.of());
        if (search.refusal().isPresent()) {
            return Optional.of(Failure.expected("no index to be missing")
                    .butWas("none", "not checked: " + search.refusal().get()));
        }
        return search.best()
                .filter(advice -> advice.missing() && advice.isWorthwhile())
                .map(advice -> Failure.expected("no index to be missing")
                        .butWas("no index that saves half of the work", advice.gain())
                        .suggest(advice.statement())
                        .line(advice.before().text(PlanNode::isSeqScan)));
    }
}
