package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.result.Evidence;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What assertions ask of the use of an index: whether it can be used, and whether the planner chooses it. */
final class IndexChecks {

    private IndexChecks() {}

    static Optional<Failure> usable(Query query, PlanCacheMode mode, IndexChoice choice) {
        IndexUse use = new IndexUse(choice);
        ExplainOptions forced = ExplainOptions.plan().with(mode).with("enable_seqscan", "off");
        QueryPlan plan = query.explain(forced);
        // Another index may be cheaper; that one is, does not mean that this one cannot.
        boolean can = use.searchedIn(plan)
                || choice.indexes().stream()
                        .anyMatch(index -> use.searchedIn(query.explain(forced.withOnlyIndex(index))));
        return can
                ? without(plan.nodes(), choice)
                        .map(tables -> lacking("the query to be able to use " + choice.phrase(), tables, choice)
                                .line("Plan with sequential scans discouraged:\n"
                                        + plan.text(node -> isWithout(node, choice))))
                : Optional.of(Failure.expected("the query to be able to use " + choice.phrase())
                        .butWas(
                                choice.columns().isEmpty()
                                        ? "a search of the index"
                                        : "a search by " + String.join(", ", choice.columns()),
                                use.readIn(plan) ? "the whole index is read" : "the index does not fit")
                        .line("Plan with sequential scans discouraged:\n" + plan.text(use::reads))
                        .seen(() -> new Evidence.Plan(
                                "the plan with sequential scans discouraged",
                                plan,
                                plan.nodes().filter(use::reads).toList())));
    }

    static Optional<Failure> chosen(PlanView view, IndexChoice choice) {
        IndexUse use = new IndexUse(choice);
        if (view.nodes().anyMatch(use::reads)) {
            return without(view.nodes(), choice)
                    .map(tables -> lacking(
                                    "the planner to choose " + choice.phrase()
                                            + view.scope().of(),
                                    tables,
                                    choice)
                            .line(view.draw(view.nodes()
                                    .filter(node -> isWithout(node, choice))
                                    .toList())));
        }
        boolean sequential = view.scans().stream().anyMatch(PlanNode::isSeqScan);
        return Optional.of(Failure.expected("the planner to choose " + choice.phrase()
                        + view.scope().of())
                .butWas(choice.phrase(), PlanView.ways(view.scans()))
                .line(view.draw(view.scans()))
                .line(StatisticsHint.of(view.sql(), view.plan()))
                .line(
                        sequential
                                ? view.advice()
                                        .of(
                                                view.plan().options().mode(),
                                                view.scope().relations())
                                : ""));
    }

    /** The partitions and children that a plan reads although they have no such index. */
    private static Optional<String> without(Stream<PlanNode> nodes, IndexChoice choice) {
        String tables = nodes.filter(node -> isWithout(node, choice))
                .flatMap(node -> node.relation().stream())
                .map(Relation::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(tables).filter(found -> !found.isEmpty());
    }

    private static boolean isWithout(PlanNode node, IndexChoice choice) {
        return node.isScan()
                && node.relation().filter(choice.without()::contains).isPresent();
    }

    private static Failure lacking(String rule, String tables, IndexChoice choice) {
        return Failure.expected(rule)
                .butWas(choice.phrase() + ", in each table of it that is read", "there is none on " + tables);
    }
}
