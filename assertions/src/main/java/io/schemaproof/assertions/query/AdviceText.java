package io.schemaproof.assertions.query;

import io.schemaproof.query.IndexAdvice;
import io.schemaproof.query.IndexAdvisor;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.Relation;
import java.util.Set;

/** Say which index would help, for the end of a message. */
final class AdviceText {

    private AdviceText() {}

    /** @param tables consider these only; all tables of the plan if empty */
    static String of(Query query, PlanCacheMode mode, Set<Relation> tables) {
        try {
            return of(IndexAdvisor.search(query, mode, tables));
        } catch (QueryException e) {
            return "what-if: not tried: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    static String of(IndexAdvice.Search search) {
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
}
