package io.schemaproof.query;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How the server runs a query.
 *
 * @param root the uppermost node
 * @param options how it was explained
 * @param planningMillis the server's own measure, absent unless executed or summed up
 * @param executionMillis the server's own measure, absent unless executed
 * @since 0.1
 */
public record QueryPlan(
        PlanNode root, ExplainOptions options, OptionalDouble planningMillis, OptionalDouble executionMillis) {

    /** All nodes, from the top down. */
    public Stream<PlanNode> nodes() {
        return root.stream();
    }

    /** Pages of 8 KiB that execution touched in buffers, found or read; absent unless executed. */
    public OptionalLong buffers() {
        return root.sharedHit().isPresent() ? OptionalLong.of(root.buffers()) : OptionalLong.empty();
    }

    /** Draw the plan as an indented tree. */
    public String text() {
        return text(node -> false);
    }

    /** Draw the plan as an indented tree with an arrow at the nodes that are to blame. */
    public String text(Predicate<PlanNode> guilty) {
        return PlanText.draw(root, guilty);
    }

    @Override
    public String toString() {
        return text();
    }
}
