package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.query.IndexChoice;
import io.schemaproof.assertions.query.IndexUse;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.Relation;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ask the planner whether an index serves the look-up that PostgreSQL makes when a referenced row is deleted.
 *
 * <p>Only it knows that an index {@code WHERE customer_id IS NOT NULL} does, and one with another condition does not.
 * That the key's columns come first is asked of the catalogue, because a planner that must not scan the table would
 * rather read a whole index than give up.
 *
 * <p>A partitioned table is covered by an index of its own, or where each partition is covered by one of the partition's.
 */
public final class ForeignKeyCover {

    private ForeignKeyCover() {}

    /** Whether an index serves the look-up of rows by these columns. */
    public static boolean isCovered(Schema schema, Table table, List<String> columns) {
        List<Table> partitions = table.partitions();
        if (table.isPartitioned() && partitions.isEmpty()) {
            // No partition means no plan to read; an index of all rows that begins with the columns will serve.
            return table.indexes().stream()
                    .anyMatch(index ->
                            beginsWith(index, columns) && index.predicate().isEmpty());
        }
        if (table.isPartitioned()) {
            return partitions.stream().allMatch(partition -> isCovered(schema, partition, columns));
        }
        String condition = columns.stream()
                .map(column -> Names.quote(column) + " = CAST(? AS "
                        + table.column(Names.quote(column)).orElseThrow().type() + ")")
                .collect(Collectors.joining(" AND "));
        Query lookUp = new Query(
                schema.dataSource(),
                "SELECT 1 FROM ONLY " + table.identity() + " WHERE " + condition,
                Collections.nCopies(columns.size(), null));
        ExplainOptions forced =
                ExplainOptions.plan().with(PlanCacheMode.GENERIC).with("enable_seqscan", "off");
        return table.indexes().stream()
                .filter(index -> beginsWith(index, columns))
                .map(index -> new Relation(index.schema(), index.name()))
                .anyMatch(index -> searches(lookUp, forced.withOnlyIndex(index), index, columns, schema));
    }

    private static boolean searches(
            Query lookUp, ExplainOptions options, Relation index, List<String> columns, Schema schema) {
        Set<Relation> parts = new ServerTables(new Sql(schema.dataSource())).withDescendants(index);
        IndexUse use = new IndexUse(new IndexChoice("", parts, columns, false));
        return use.searchedIn(lookUp.explain(options));
    }

    private static boolean beginsWith(Index index, List<String> columns) {
        List<IndexKey> keys = index.keys();
        boolean finds = index.method().equals("btree") || index.method().equals("hash");
        return finds
                && index.isValid()
                && keys.size() >= columns.size()
                && keys.subList(0, columns.size()).stream().allMatch(IndexKey::isColumn)
                && keys.subList(0, columns.size()).stream()
                        .map(IndexKey::expression)
                        .collect(Collectors.toSet())
                        .equals(new HashSet<>(columns));
    }
}
