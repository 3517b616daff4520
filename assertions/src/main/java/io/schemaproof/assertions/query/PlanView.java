package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.PlanTree;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.verify.result.Evidence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan as an assertion looks at it: the whole of it, or what it does with one table.
 *
 * @param blamed the nodes that were drawn with an arrow so far
 */
record PlanView(QueryPlan plan, PlanScope scope, Sql sql, AdviceText advice, Set<PlanNode> blamed) {

    PlanView(QueryPlan plan, PlanScope scope, Sql sql, AdviceText advice) {
        this(plan, scope, sql, advice, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    Stream<PlanNode> nodes() {
        return plan.nodes().filter(scope.nodes());
    }

    /** The nodes that read rows of a table; the index side of a bitmap scan reads none. */
    List<PlanNode> scans() {
        return nodes().filter(node -> node.isScan() && !node.nodeType().equals("Bitmap Index Scan"))
                .toList();
    }

    PlanTree tree() {
        return PlanTree.of(plan);
    }

    String draw(Predicate<PlanNode> guilty) {
        plan.nodes().filter(guilty).forEach(blamed::add);
        return plan.text(guilty);
    }

    /** Draw with an arrow at exactly these nodes; another that looks alike gets none. */
    String draw(List<PlanNode> guilty) {
        Set<PlanNode> same = Collections.newSetFromMap(new IdentityHashMap<>());
        same.addAll(guilty);
        return draw(same::contains);
    }

    /** What a report draws: the plan, with what was blamed when it was drawn for the message. */
    Evidence evidence() {
        return new Evidence.Plan("the plan", plan, List.copyOf(blamed));
    }

    /** How each table is read, in one line. */
    static String ways(List<PlanNode> scans) {
        String ways = scans.stream()
                .map(node -> node.nodeType()
                        // What stands below anything but a bitmap scan is another query, whose table is not this one.
                        + (node.nodeType().startsWith("Bitmap") ? node.stream() : Stream.of(node))
                                .flatMap(inner -> inner.indexName().stream())
                                .findFirst()
                                .map(name -> " using " + name)
                                .orElse("")
                        + " on " + node.relation().orElseThrow())
                .distinct()
                .collect(Collectors.joining(", "));
        return ways.isEmpty() ? "no table is read" : ways;
    }
}
