package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.query.JoinMethod;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.PlanTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What assertions ask of sorts and joins. */
final class ShapeChecks {

    /** Give on to what is below them as often as they are asked themselves. */
    private static final Set<String> REPEATING = Set.of(
            "Append",
            "Merge Append",
            "Materialize",
            "Memoize",
            "Result",
            "Subquery Scan",
            "Limit",
            "ProjectSet",
            "LockRows",
            "Unique",
            "Gather",
            "Gather Merge");

    private ShapeChecks() {}

    static Optional<Failure> noSort(PlanView view) {
        List<PlanNode> sorts = view.plan().nodes().filter(PlanNode::isSort).toList();
        return sorts.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("no sort")
                        .butWas("rows come in order", "rows are sorted")
                        .line(view.draw(sorts)));
    }

    /** @param view the plan of the query with its rows demanded in this order once more */
    static Optional<Failure> inOrder(PlanView view, String order) {
        List<PlanNode> sorts = view.plan().nodes().filter(PlanNode::isSort).toList();
        return sorts.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("the rows to come in the order " + order + " without a sort")
                        .butWas("in order by themselves", "only by sorting")
                        .line("Plan with this order demanded of the query's rows:\n" + view.draw(sorts)));
    }

    static Optional<Failure> joined(PlanView view, PlanScope left, PlanScope right, JoinMethod method) {
        PlanTree tree = view.tree();
        Set<PlanNode> joins = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PlanNode one : view.plan().nodes().filter(left.nodes()).toList()) {
            for (PlanNode other : view.plan().nodes().filter(right.nodes()).toList()) {
                tree.joinOf(one, other).ifPresent(joins::add);
            }
        }
        List<PlanNode> others = joins.stream()
                .filter(join -> JoinMethod.of(join).orElseThrow() != method)
                .toList();
        if (!joins.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        String found = others.stream().map(PlanNode::nodeType).distinct().collect(Collectors.joining(", "));
        return Optional.of(
                Failure.expected(left.phrase() + " and " + right.phrase() + " to be joined by " + method.nodeType())
                        .butWas(method.nodeType(), joins.isEmpty() ? "no join of the two: nothing was checked" : found)
                        .line(view.draw(others)));
    }

    static Optional<Failure> noNestedLoopOverSeqScan(PlanView view, Buffers trivial) {
        List<PlanNode> loops = view.plan()
                .nodes()
                .filter(node -> JoinMethod.of(node).isPresent())
                .toList();
        if (loops.isEmpty()) {
            return Optional.of(Failure.expected("no nested loop over a sequential scan")
                    .butWas("a plan that joins", "a plan without a join: nothing was checked")
                    .line(view.plan().text()));
        }
        TableSizes sizes = new TableSizes(view.sql());
        List<PlanNode> guilty = new ArrayList<>();
        loops.stream()
                .filter(join -> JoinMethod.of(join).orElseThrow() == JoinMethod.NESTED_LOOP)
                .flatMap(join -> join.children().stream())
                .filter(child -> child.parentRelationship().equals("Inner"))
                .forEach(inner -> repeated(inner, guilty));
        guilty.removeIf(
                node -> trivial.pages() > 0 && sizes.pages(node.relation().orElseThrow()) <= trivial.pages());
        return guilty.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("no nested loop over a sequential scan")
                        .butWas(
                                "an inner side that is looked up",
                                "read from beginning to end for each outer row: " + PlanView.ways(guilty))
                        .line(view.draw(guilty))
                        .line(StatisticsHint.of(view.sql(), view.plan())));
    }

    /** The sequential scans whose rows are gone through again for each outer row. */
    private static void repeated(PlanNode node, List<PlanNode> found) {
        if (node.isSeqScan() && node.relation().isPresent()) {
            found.add(node);
        }
        boolean loop = JoinMethod.of(node)
                .filter(method -> method == JoinMethod.NESTED_LOOP)
                .isPresent();
        if (loop || REPEATING.contains(node.nodeType())) {
            node.children().stream()
                    .filter(child -> !child.parentRelationship().equals("InitPlan"))
                    .forEach(child -> repeated(child, found));
        }
    }
}
