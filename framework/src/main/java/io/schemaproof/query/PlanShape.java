package io.schemaproof.query;

import java.util.ArrayList;
import java.util.List;

/**
 * What stays of a plan when all figures are left out: its nodes, what they read and by which index, how they join and
 * what they sort by.
 *
 * @param lines one for each node from the top down, indented by depth
 * @since 0.1
 */
public record PlanShape(List<String> lines) {

    public PlanShape {
        lines = List.copyOf(lines);
    }

    public static PlanShape of(QueryPlan plan) {
        List<String> lines = new ArrayList<>();
        add(plan.root(), "", lines);
        return new PlanShape(lines);
    }

    private static void add(PlanNode node, String indent, List<String> lines) {
        lines.add(indent + line(node));
        node.children().forEach(child -> add(child, indent + "  ", lines));
    }

    /** One node without figures and without what is below it. */
    static String line(PlanNode node) {
        StringBuilder line = new StringBuilder(node.nodeType());
        node.attribute("Strategy").ifPresent(strategy -> line.append(' ').append(strategy));
        node.attribute("Join Type")
                .filter(type -> !type.equals("Inner"))
                .ifPresent(type -> line.append(' ').append(type));
        node.indexName().ifPresent(index -> line.append(" using ").append(Relation.quote(index)));
        node.relation().ifPresent(relation -> line.append(" on ").append(relation));
        node.alias().ifPresent(alias -> line.append(' ').append(Relation.quote(alias)));
        if (node.attribute("Scan Direction").orElse("").equals("Backward")) {
            line.append(" backward");
        }
        if (!node.sortKeys().isEmpty()) {
            line.append(" by ").append(String.join(", ", node.sortKeys()));
        }
        return line.toString();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
