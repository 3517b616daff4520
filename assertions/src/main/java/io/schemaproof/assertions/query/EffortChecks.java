package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.PlanTree;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What assertions ask of an executed plan's figures. */
final class EffortChecks {

    /** Report no rows, or those of another statement's making. */
    private static final Set<String> UNCOUNTED = Set.of("BitmapAnd", "BitmapOr", "ModifyTable");

    private EffortChecks() {}

    static Optional<Failure> buffers(PlanView view, Buffers most) {
        long pages = view.scope().isWhole()
                ? view.plan().buffers().orElseThrow()
                : view.nodes().mapToLong(PlanNode::ownBuffers).sum();
        return pages <= most.pages()
                ? Optional.empty()
                : Optional.of(Failure.expected("the query to touch at most " + Figures.grouped(most.pages())
                                + " buffers" + view.scope().of())
                        .butWas(Figures.grouped(most.pages()), Figures.grouped(pages))
                        .line(view.draw(Guilty.of(view.plan())))
                        .line(StatisticsHint.of(view.sql(), view.plan())));
    }

    static Optional<Failure> rowsRead(PlanView view, long most) {
        return atMost(view, most, "read at most %s rows", node -> node.totalRows() + node.totalRemoved());
    }

    static Optional<Failure> rowsRemoved(PlanView view, long most) {
        return atMost(view, most, "read at most %s rows in vain, which a filter throws away", PlanNode::totalRemoved);
    }

    private static Optional<Failure> atMost(PlanView view, long most, String rule, ToDoubleFunction<PlanNode> rows) {
        List<PlanNode> scans = view.scans();
        if (scans.isEmpty()) {
            return Optional.of(Failure.expected("the query to " + rule.replace("%s", Figures.grouped(most)))
                    .butWas("a plan that reads a table", "a plan that reads none: nothing was checked")
                    .line(view.plan().text()));
        }
        long found = Math.round(scans.stream().mapToDouble(rows).sum());
        PlanNode worst = scans.stream().max(Comparator.comparingDouble(rows)).orElseThrow();
        return found <= most
                ? Optional.empty()
                : Optional.of(Failure.expected("the query to " + rule.replace("%s", Figures.grouped(most))
                                + view.scope().of())
                        .butWas(Figures.grouped(most), Figures.grouped(found))
                        .line(view.draw(List.of(worst)))
                        .line(StatisticsHint.of(view.sql(), view.plan())));
    }

    static Optional<Failure> nothingSpilled(PlanView view) {
        List<PlanNode> spilling =
                view.plan().nodes().filter(EffortChecks::spills).toList();
        long pages = view.plan()
                .nodes()
                .mapToLong(node -> node.tempWritten().orElse(0))
                .max()
                .orElse(0);
        return spilling.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("nothing to be written to temporary files")
                        .butWas("0 pages", Figures.grouped(pages) + " pages: " + spillText(spilling))
                        .line(view.draw(spilling))
                        .line("More work_mem helps, or fewer rows: SHOW work_mem; is "
                                + view.sql().value("SHOW work_mem") + " here."));
    }

    private static String spillText(List<PlanNode> nodes) {
        return String.join(
                ", ",
                nodes.stream()
                        .map(node -> node.nodeType()
                                + node.sortMethod()
                                        .map(method -> " (" + method + ")")
                                        .orElse("")
                                + node.attribute("Hash Batches")
                                        .map(batches -> " (" + batches + " batches)")
                                        .orElse(""))
                        .distinct()
                        .toList());
    }

    /** By its own doing: what is below it counts there. */
    private static boolean spills(PlanNode node) {
        long below = node.children().stream().mapToLong(EffortChecks::temporary).sum();
        return temporary(node) > below
                || number(node, "Hash Batches") > 1
                || number(node, "HashAgg Batches") > 1
                || node.attribute("Sort Space Type").orElse("").equals("Disk")
                || (node.attributes().get("Workers") instanceof List<?> workers
                        && workers.stream()
                                .anyMatch(worker ->
                                        worker instanceof Map<?, ?> map && "Disk".equals(map.get("Sort Space Type"))));
    }

    private static long temporary(PlanNode node) {
        return node.tempWritten().orElse(0) + node.tempRead().orElse(0);
    }

    private static long number(PlanNode node, String attribute) {
        return node.attributes().get(attribute) instanceof Number number ? number.longValue() : 0;
    }

    static Optional<Failure> estimates(PlanView view, Factor allowed) {
        PlanTree tree = view.tree();
        List<PlanNode> judged =
                view.nodes().filter(node -> isJudged(node, tree, allowed)).toList();
        if (judged.isEmpty()) {
            return Optional.of(Failure.expected(
                            "the planner to estimate rows within a factor of " + exact(allowed.times()))
                    .butWas(
                            "nodes of " + allowed.minimumRows() + " rows or more",
                            "none" + view.scope().of() + ": nothing was checked")
                    .line("Load more rows, or judge smaller nodes: factor(" + exact(allowed.times()) + ").from(1).")
                    .line(view.plan().text()));
        }
        PlanNode worst = judged.stream()
                .max(Comparator.comparingDouble(EffortChecks::error))
                .orElseThrow();
        return error(worst) <= allowed.times()
                ? Optional.empty()
                : Optional.of(Failure.expected("the planner to estimate rows within a factor of "
                                + exact(allowed.times()) + view.scope().of())
                        .butWas(
                                "at most " + exact(allowed.times()),
                                String.format(
                                        Locale.ROOT,
                                        (error(worst) < 3 ? "%.2f" : "%.0f") + " times too %s: %s estimated, %s came",
                                        error(worst),
                                        worst.estimatedRows() > perLoop(worst) ? "many" : "few",
                                        plain(worst.estimatedRows()),
                                        plain(perLoop(worst))))
                        .line(view.draw(List.of(worst)))
                        .line(StatisticsHint.of(view.sql(), view.plan())));
    }

    /** What may have been stopped early proves nothing by too few rows, nor a merge join's inner side by too many. */
    private static boolean isJudged(PlanNode node, PlanTree tree, Factor allowed) {
        double loops = node.loops().orElse(0);
        if (loops == 0
                || UNCOUNTED.contains(node.nodeType())
                || Math.max(node.estimatedRows(), perLoop(node)) * loops < allowed.minimumRows()) {
            return false;
        }
        boolean tooFew = perLoop(node) < node.estimatedRows();
        boolean reread = node.parentRelationship().equals("Inner")
                && tree.parent(node)
                        .filter(parent -> parent.nodeType().equals("Merge Join"))
                        .isPresent();
        return !(tooFew && tree.mayStopEarly(node)) && !(reread && !tooFew);
    }

    private static double perLoop(PlanNode node) {
        return node.actualRows().orElse(0);
    }

    private static double error(PlanNode node) {
        double estimated = Math.max(1, node.estimatedRows());
        double came = Math.max(1, perLoop(node));
        return Math.max(estimated / came, came / estimated);
    }

    /** A limit as it was given: 1.01 is not 1.0. */
    private static String exact(double limit) {
        return limit == Math.rint(limit)
                ? Figures.grouped((long) limit)
                : BigDecimal.valueOf(limit).toPlainString();
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? Figures.grouped((long) number)
                : String.format(Locale.ROOT, "%.1f", number);
    }
}
