package io.schemaproof.query;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An index that the planner would use if it were there, and what it would save.
 *
 * @param statement that creates it, or builds one anew that is like it
 * @param missing whether there is none like it that can be used
 * @param before the plan as it is
 * @param after the plan with the index; executed if the one before could be executed in reasonable time
 * @since 0.1
 */
public record IndexAdvice(String statement, boolean missing, QueryPlan before, QueryPlan after) {

    /** The planner's cost of the whole query without the index. */
    public double costBefore() {
        return before.root().totalCost();
    }

    /** The planner's cost of the whole query with the index. */
    public double costAfter() {
        return after.root().totalCost();
    }

    /** Whether the index saves half of the cost, and half of the pages if they were counted. */
    public boolean isWorthwhile() {
        OptionalLong pages = before.buffers();
        return costAfter() * 2 <= costBefore()
                && (pages.isEmpty() || after.buffers().orElse(0) * 2 <= pages.getAsLong());
    }

    /** The gain in one line. */
    public String gain() {
        String cost = String.format(Locale.ROOT, "cost %.0f -> %.0f", costBefore(), costAfter());
        if (before.buffers().isEmpty()) {
            return cost;
        }
        return cost
                + String.format(
                        Locale.ROOT,
                        ", buffers %d -> %d, rows read %.0f -> %.0f",
                        before.buffers().getAsLong(),
                        after.buffers().orElse(0),
                        rowsRead(before),
                        rowsRead(after));
    }

    private static double rowsRead(QueryPlan plan) {
        return plan.nodes()
                .filter(node -> node.isScan() && !node.nodeType().equals("Bitmap Index Scan"))
                .mapToDouble(node -> node.totalRows() + node.totalRemoved())
                .sum();
    }

    /**
     * What the search for an index brought.
     *
     * @param best the cheapest that the planner would use
     * @param refusal why nothing was tried
     * @param tried how many indexes were tried
     * @since 0.1
     */
    public record Search(Optional<IndexAdvice> best, Optional<String> refusal, int tried) {}
}
