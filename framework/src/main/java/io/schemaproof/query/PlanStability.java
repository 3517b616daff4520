package io.schemaproof.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a plan stays the same when the statistics are taken anew. Each {@code ANALYZE} looks at other rows of a large
 * table; where two plans cost almost the same, that decides between them.
 *
 * @param before the plan with the statistics that were there
 * @param after the plan after each {@code ANALYZE}, in order
 * @since 0.1
 */
public record PlanStability(QueryPlan before, List<QueryPlan> after) {

    private static final int TIMES = 3;

    public PlanStability {
        after = List.copyOf(after);
    }

    /**
     * Run {@code ANALYZE} three times on the tables of a plan, in a transaction that is rolled back.
     *
     * @throws QueryException if a table cannot be analysed, because then nothing was found out
     */
    public static PlanStability of(Query query, ExplainOptions options) {
        try (PlanTrial trial = PlanTrial.open(query.dataSource())) {
            QueryPlan before = trial.explain(query, options);
            List<String> tables = before.nodes()
                    .filter(PlanNode::isScan)
                    .flatMap(node -> node.relation().stream())
                    .distinct()
                    .map(Relation::quoted)
                    .toList();
            if (tables.isEmpty()) {
                throw new QueryException(
                        "The plan reads no table, so there are no statistics to take anew:\n" + before);
            }
            String analyze = "ANALYZE " + String.join(", ", tables);
            List<QueryPlan> after = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                try {
                    trial.execute(analyze);
                } catch (SQLException e) {
                    throw QueryException.of("take statistics for", analyze, e);
                }
                after.add(trial.explain(query, options));
            }
            return new PlanStability(before, after);
        }
    }

    /** Whether all plans have the same shape. */
    public boolean isStable() {
        return differing().isEmpty();
    }

    /** Whether the plans differ from one {@code ANALYZE} to the next, because two of them cost almost the same. */
    public boolean isTie() {
        return after.stream().map(PlanShape::of).distinct().count() > 1;
    }

    /** The two plans that differ: two of those after {@code ANALYZE} if they do, else the one before and one after. */
    public Optional<List<QueryPlan>> differing() {
        return pair(after.get(0)).or(() -> pair(before));
    }

    private Optional<List<QueryPlan>> pair(QueryPlan one) {
        return after.stream()
                .filter(other -> !PlanShape.of(other).equals(PlanShape.of(one)))
                .findFirst()
                .map(other -> List.of(one, other));
    }
}
