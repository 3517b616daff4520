package io.schemaproof.verify.compatibility;

import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the server runs a statement, and how it could: generated tables are small, and what it chooses for small tables says
 * little of large ones.
 *
 * @param searches if it has to search wherever an index can be searched
 * @param ordered if it has to take rows from an index in order wherever one has them so
 * @param chosen what it does here, executed; empty where it writes: dead rows of others would count
 */
record QueryPlans(QueryPlan searches, QueryPlan ordered, Optional<QueryPlan> chosen) {

    /** A bitmap is only made by searching an index, or by reading a partial one, and never for its order. */
    static final ExplainOptions SEARCH = ExplainOptions.plan()
            .with("enable_seqscan", "off")
            .with("enable_indexscan", "off")
            .with("enable_indexonlyscan", "off")
            .with("enable_hashjoin", "off")
            .with("enable_mergejoin", "off")
            .with("max_parallel_workers_per_gather", "0");

    static final ExplainOptions ORDER =
            ExplainOptions.plan().with("enable_sort", "off").with("max_parallel_workers_per_gather", "0");

    static final ExplainOptions CHOOSE =
            ExplainOptions.execute().with("jit", "off").with("max_parallel_workers_per_gather", "0");

    private static final String BITMAP = "Bitmap Heap Scan";
    private static final String SORT = "Sort";

    /** How many tables it searches by an index, counting each place in the statement. */
    long searched() {
        return searches.nodes().filter(node -> node.nodeType().equals(BITMAP)).count();
    }

    /** How often it reads each table from begin to end. */
    Map<Relation, Long> readWhole() {
        return searches.nodes()
                .filter(QueryPlans::readsWhole)
                .flatMap(node -> node.relation().stream())
                .collect(Collectors.groupingBy(relation -> relation, TreeMap::new, Collectors.counting()));
    }

    static boolean readsWhole(PlanNode node) {
        return node.isSeqScan()
                || ((node.nodeType().equals("Index Scan") || node.nodeType().equals("Index Only Scan"))
                        && node.indexCond().isEmpty());
    }

    /** How often it sorts what no index has in order. */
    long sorts() {
        return ordered.nodes().filter(node -> node.nodeType().equals(SORT)).count();
    }
}
