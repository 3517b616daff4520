package io.schemaproof.reports.picture;

import io.schemaproof.migration.SqlMask;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.result.Evidence;
import java.util.List;
import java.util.Locale;

/** Draws a plan of a query, or two side by side, as trees, with a frame and an arrow at the nodes that are to blame. */
public final class PlanPicture {

    private static final int WIDTH = 1100;
    private static final int NODE = 58;
    private static final int INDENT = 22;
    private static final int TOP = 56;
    private static final int MOST = 40;

    private final Svg svg;
    private final List<PlanNode> guilty;
    private final SqlMask mask;
    private final StringBuilder words = new StringBuilder();
    private int row;

    private PlanPicture(Svg svg, List<PlanNode> guilty, SqlMask mask) {
        this.svg = svg;
        this.guilty = guilty;
        this.mask = mask;
    }

    public static Picture of(Evidence.Plans plans, SqlMask mask) {
        Svg svg = new Svg(plans.title(), WIDTH);
        svg.text(12, 24, WIDTH - 24.0, "sp-t sp-b", plans.title());
        int half = WIDTH / 2;
        svg.text(12, 46, "sp-m", "before").text(half + 12, 46, "sp-m", "after");
        int rows = 0;
        StringBuilder words = new StringBuilder();
        for (boolean after : new boolean[] {false, true}) {
            PlanPicture side = new PlanPicture(svg, after ? plans.guilty() : List.of(), mask);
            QueryPlan plan = after ? plans.after() : plans.before();
            side.draw(plan.root(), after ? half + 12 : 12, half - 24, 0);
            rows = Math.max(rows, Math.min(side.row, MOST + 1));
            words.append(after ? " After: " : "Before: ").append(side.words);
        }
        return svg.done(TOP + rows * (double) NODE, words.toString());
    }

    public static Picture of(Evidence.Plan plan, SqlMask mask) {
        Svg svg = new Svg(plan.title(), WIDTH);
        svg.text(12, 24, WIDTH - 24.0, "sp-t sp-b", plan.title());
        PlanPicture whole = new PlanPicture(svg, plan.guilty(), mask);
        whole.draw(plan.plan().root(), 12, WIDTH - 24.0, 0);
        return svg.done(TOP + Math.min(whole.row, MOST + 1) * (double) NODE, whole.words.toString());
    }

    private void draw(PlanNode node, double x, double room, double parent) {
        double y = TOP + row * (double) NODE;
        if (row == MOST) {
            svg.text(x, y + 20, "sp-m", "… and more");
        }
        row++;
        if (row > MOST) {
            return;
        }
        boolean blamed = guilty.contains(node);
        if (parent > 0) {
            svg.line(x - INDENT / 2.0, parent, x - INDENT / 2.0, y + 20, "sp-l")
                    .line(x - INDENT / 2.0, y + 20, x, y + 20, "sp-l");
        }
        String name = name(node) + (blamed ? "  ◀ here" : "");
        String figures = figures(node);
        svg.box(x, y, room, NODE - 10, blamed ? "sp-bad" : "sp-same", name + "; " + figures);
        svg.text(x + 8, y + 19, room - 16, blamed ? "sp-t sp-b" : "sp-t", name);
        svg.text(x + 8, y + 38, room - 16, "sp-m", figures);
        words.append(name(node))
                .append(blamed ? " (to blame)" : "")
                .append(", ")
                .append(figures)
                .append("; ");
        for (PlanNode child : node.children()) {
            draw(child, x + INDENT, room - INDENT, y + NODE - 10);
        }
    }

    private static String name(PlanNode node) {
        return node.nodeType()
                + node.indexName().map(index -> " using " + index).orElse("")
                + node.relation().map(Relation::toString).map(on -> " on " + on).orElse("");
    }

    private String figures(PlanNode node) {
        StringBuilder figures = new StringBuilder(
                String.format(Locale.ROOT, "rows %.0f", node.actualRows().orElse(node.estimatedRows())));
        if (node.actualRows().isPresent()) {
            figures.append(
                    String.format(Locale.ROOT, ", expected %.0f, pages %d", node.estimatedRows(), node.buffers()));
        }
        node.indexCond().or(node::filter).ifPresent(text -> figures.append(", ").append(mask.condition(text)));
        if (!node.sortKeys().isEmpty()) {
            figures.append(", by ").append(mask.condition(String.join(", ", node.sortKeys())));
        }
        return figures.toString();
    }
}
