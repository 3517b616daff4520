package io.schemaproof.query;

import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.SqlMask;
import java.util.Locale;
import java.util.function.Predicate;

/** Draw a plan as {@code EXPLAIN} would, shorter, without costs, which mean nothing to a reader, and without values of sensitive columns. */
final class PlanText {

    private final StringBuilder text = new StringBuilder();
    private final Predicate<PlanNode> guilty;
    private final SensitiveColumns sensitive = SensitiveColumns.ofSystem();
    private final SqlMask mask = new SqlMask(sensitive);

    private PlanText(Predicate<PlanNode> guilty) {
        this.guilty = guilty;
    }

    static String draw(PlanNode root, Predicate<PlanNode> guilty) {
        PlanText drawing = new PlanText(guilty);
        drawing.add(root, "");
        return drawing.text.toString().stripTrailing();
    }

    private void add(PlanNode node, String indent) {
        text.append(indent).append("-> ").append(node.nodeType());
        node.indexName().ifPresent(index -> text.append(" using ").append(Relation.quote(index)));
        node.relation().ifPresent(relation -> text.append(" on ").append(relation));
        node.alias()
                .filter(alias -> node.relation().isEmpty()
                        || !alias.equals(node.relation().get().name()))
                .ifPresent(alias -> text.append(' ').append(Relation.quote(alias)));
        numbers(node);
        if (guilty.test(node)) {
            text.append("   <-- here");
        }
        text.append('\n');
        detail(indent, "index cond", node.indexCond().orElse(""));
        detail(indent, "filter", node.filter().orElse(""));
        detail(indent, "sort key", String.join(", ", node.sortKeys()));
        for (PlanNode child : node.children()) {
            add(child, indent + "   ");
        }
    }

    private void numbers(PlanNode node) {
        if (node.loops().orElse(1) == 0) {
            text.append("  (never executed)");
            return;
        }
        text.append("  rows=").append(plain(node.actualRows().orElse(node.estimatedRows())));
        if (node.actualRows().isPresent()) {
            text.append(" estimated=").append(plain(node.estimatedRows()));
        }
        node.loops().stream()
                .filter(loops -> loops != 1)
                .forEach(loops -> text.append(" loops=").append(loops));
        node.rowsRemovedByFilter().ifPresent(rows -> text.append(" removed=").append(rows));
        node.heapFetches().ifPresent(fetches -> text.append(" heap-fetches=").append(fetches));
        node.sharedHit()
                .ifPresent(hit ->
                        text.append(" buffers=").append(hit + node.sharedRead().orElse(0)));
    }

    private void detail(String indent, String name, String value) {
        if (!value.isEmpty()) {
            String shown = sensitive.mayHideOneIn(value) ? mask.condition(value) : value;
            text.append(indent)
                    .append("     ")
                    .append(name)
                    .append(": ")
                    .append(shown)
                    .append('\n');
        }
    }

    private static String plain(double rows) {
        return rows == Math.rint(rows) ? String.valueOf((long) rows) : String.format(Locale.ROOT, "%.2f", rows);
    }
}
