package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.PlanTree;
import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Count the partitions that an executed plan read.
 *
 * <p>A partition that the executor never came to was pruned, unless something above may have stopped the scan before; then
 * nobody knows, and it counts as read.
 */
final class PartitionReads {

    private final Set<Relation> leaves;
    private final Set<Relation> read = new TreeSet<>();
    private boolean stopped;

    PartitionReads(PlanView view) {
        Set<Relation> known = view.scope().relations().isEmpty()
                ? scanned(view)
                : view.scope().relations();
        leaves = leaves(view.sql(), known);
        PlanTree tree = view.tree();
        for (PlanNode scan : view.scans()) {
            boolean maybe = scan.isNeverExecuted() && tree.mayStopEarly(scan);
            if (leaves.contains(scan.relation().orElseThrow()) && (!scan.isNeverExecuted() || maybe)) {
                read.add(scan.relation().orElseThrow());
                stopped |= maybe;
            }
        }
    }

    private static Set<Relation> scanned(PlanView view) {
        ServerTables tables = new ServerTables(view.sql());
        return view.scans().stream()
                .map(node -> node.relation().orElseThrow())
                .flatMap(relation -> tables.withDescendants(root(view.sql(), relation)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Relation root(Sql sql, Relation relation) {
        return sql.rows("""
                SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = pg_catalog.pg_partition_root(pg_catalog.to_regclass(?))""", Names.sql(List.of(relation.schema(), relation.name()))).stream()
                .map(row -> new Relation(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
                .findFirst()
                .orElse(relation);
    }

    /** Only partitions; a table that is none has no leaves. */
    private static Set<Relation> leaves(Sql sql, Set<Relation> relations) {
        return relations.stream()
                .filter(relation -> !sql.rows("""
                        SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(?)
                        AND c.relispartition AND c.relkind <> 'p'""", Names.sql(List.of(relation.schema(), relation.name())))
                        .isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many partitions there are. */
    int all() {
        return leaves.size();
    }

    Set<Relation> read() {
        return read;
    }

    /** Whether some count as read only because the scan may have been stopped. */
    boolean stopped() {
        return stopped;
    }
}
