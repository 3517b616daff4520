package io.schemaproof.assertions.query;

import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.IndexAdvice;
import io.schemaproof.query.IndexAdvisor;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Say which index would help, for the end of a message.
 *
 * <p>On a large table the search takes seconds. So what it found is said again to all that fail on one subject, as several in a
 * soft block do, as long as the plan is the same to the last figure.
 */
final class AdviceText {

    private final Query query;
    private final Map<Asked, IndexAdvice.Search> known = new HashMap<>();

    AdviceText(Query query) {
        this.query = query;
    }

    /** @param tables consider these only; all tables of the plan if empty */
    String of(PlanCacheMode mode, Set<Relation> tables) {
        try {
            Asked asked = asked(query.explain(ExplainOptions.plan().with(mode)), tables);
            IndexAdvice.Search search = known.get(asked);
            if (search == null) {
                search = IndexAdvisor.search(query, mode, tables);
                // What was refused may be allowed by now.
                if (search.refusal().isEmpty()) {
                    known.put(asked, search);
                }
            }
            return of(search);
        } catch (QueryException e) {
            return "what-if: not tried: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static String of(IndexAdvice.Search search) {
        if (search.refusal().isPresent()) {
            return "what-if: not tried: " + search.refusal().get();
        }
        return search.best()
                .map(advice -> "Suggested: " + advice.statement() + "\nwhat-if: " + advice.gain())
                .orElse(
                        search.tried() == 0
                                ? ""
                                : "what-if: " + search.tried() + " indexes were tried; the planner would use none.");
    }

    /** Of a table and of the whole plan the same is asked where the plan reads no other. */
    private static Asked asked(QueryPlan plan, Set<Relation> tables) {
        return new Asked(
                plan,
                plan.nodes()
                        .flatMap(node -> node.relation().stream())
                        .filter(relation -> tables.isEmpty() || tables.contains(relation))
                        .collect(Collectors.toSet()));
    }

    /**
     * What a search depends on.
     *
     * @param plan with its options, the kind of plan among them, and its costs
     * @param tables those of the plan that are considered
     */
    private record Asked(QueryPlan plan, Set<Relation> tables) {}
}
