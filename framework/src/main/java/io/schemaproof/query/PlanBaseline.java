package io.schemaproof.query;

import io.schemaproof.base.SqlCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is kept of an executed plan to compare later plans with: its shape, the pages it touched and the rows it read.
 * Never a cost or a time, which differ from machine to machine.
 *
 * @param query the statement in one line, without the values of its parameters
 * @param postgres major version of the server
 * @param mode the kind of plan
 * @param scans how each table is read: by alias and table
 * @param joins how each group of aliases is joined
 * @param sorts what is sorted by, each as often as it is
 * @param nodes how many nodes there are of each type
 * @param shape the plan without figures, a line for each node
 * @param buffers pages touched
 * @param rows rows returned
 * @param rowsRead rows read from tables, before filters
 * @since 0.1
 */
public record PlanBaseline(
        String query,
        int postgres,
        PlanCacheMode mode,
        Map<String, String> scans,
        Map<String, String> joins,
        List<String> sorts,
        Map<String, Integer> nodes,
        List<String> shape,
        long buffers,
        long rows,
        long rowsRead) {

    public PlanBaseline {
        scans = Map.copyOf(scans);
        joins = Map.copyOf(joins);
        sorts = List.copyOf(sorts);
        nodes = Map.copyOf(nodes);
        shape = List.copyOf(shape);
    }

    /**
     * Take what is to be kept of a plan.
     *
     * @param plan executed
     * @param postgres major version of the server
     */
    public static PlanBaseline of(Query query, QueryPlan plan, int postgres) {
        Map<String, Integer> nodes = new TreeMap<>();
        plan.nodes().forEach(node -> nodes.merge(node.nodeType(), 1, Integer::sum));
        return new PlanBaseline(
                SqlCode.inOneLine(query.sql()),
                postgres,
                plan.options().mode(),
                scans(plan),
                joins(plan),
                plan.nodes()
                        .filter(PlanNode::isSort)
                        .map(node -> String.join(", ", node.sortKeys()))
                        .toList(),
                nodes,
                PlanShape.of(plan).lines(),
                plan.buffers().orElseThrow(),
                Math.round(plan.root().totalRows()),
                Math.round(plan.nodes()
                        .filter(PlanBaseline::isRead)
                        .mapToDouble(node -> node.totalRows() + node.totalRemoved())
                        .sum()));
    }

    /** The index side of a bitmap scan reads no row. */
    private static boolean isRead(PlanNode node) {
        return node.isScan() && !node.nodeType().equals("Bitmap Index Scan");
    }

    /** Two scans of one alias, as in a partition-wise plan, are told together. */
    private static Map<String, String> scans(QueryPlan plan) {
        return plan.nodes()
                .filter(PlanBaseline::isRead)
                .collect(Collectors.toMap(
                        PlanBaseline::name, PlanBaseline::method, (one, other) -> one + " and " + other, TreeMap::new));
    }

    private static String name(PlanNode node) {
        String relation = node.relation().orElseThrow().toString();
        String alias = node.alias().orElse("");
        return alias.equals(node.relation().orElseThrow().name()) ? relation : relation + " " + Relation.quote(alias);
    }

    private static String method(PlanNode node) {
        String indexes = node.stream()
                .filter(PlanNode::readsIndex)
                .flatMap(inner -> inner.index().stream())
                .filter(index -> node.relation().orElseThrow().schema().equals(index.schema()))
                .map(Relation::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return indexes.isEmpty() ? node.nodeType() : node.nodeType() + " using " + indexes;
    }

    private static Map<String, String> joins(QueryPlan plan) {
        return plan.nodes()
                .filter(node -> JoinMethod.of(node).isPresent())
                .collect(Collectors.toMap(
                        node -> node.stream()
                                .filter(PlanBaseline::isRead)
                                .map(PlanBaseline::name)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        node -> node.nodeType()
                                + node.attribute("Join Type")
                                        .filter(type -> !type.equals("Inner"))
                                        .map(type -> " " + type)
                                        .orElse(""),
                        (one, other) -> one + " and " + other,
                        TreeMap::new));
    }
}
