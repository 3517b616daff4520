package io.schemaproof.query;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Table;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Tells whether an index serves the look-up that PostgreSQL makes when a referenced row is deleted.
 *
 * <p>A valid B-tree of all rows that begins with the key's columns, of the referenced types and as they are compared by
 * default, serves by its nature. Of any other the planner is asked: only it knows that an index {@code WHERE customer_id IS
 * NOT NULL} serves, that one with another condition does not, and that one of integers does not where the key refers to
 * numbers. That the columns come first is asked of the catalogue, because a planner that must not scan the table would
 * rather read a whole index than give up.
 *
 * <p>A partitioned table is covered by an index of its own, or where each partition is covered by one of the partition's.
 *
 * @since 0.1
 */
public final class KeyCover {

    private final DataSource dataSource;

    /**
     * Create a judge.
     *
     * @param dataSource the database of the catalogue that the keys are from; the planner is asked as a superuser
     */
    public KeyCover(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Whether an index of the key's table serves.
     *
     * @throws QueryException if the planner refuses to answer
     */
    public boolean isCovered(ForeignKey key) {
        Table table = key.table().orElseThrow();
        List<String> given = IntStream.range(0, key.columns().size())
                .mapToObj(position -> referencedType(key, position)
                        .orElseGet(
                                () -> type(table, key.columns().get(position)).orElseThrow()))
                .toList();
        return isCovered(table, key.columns(), given);
    }

    private static Optional<String> referencedType(ForeignKey key, int position) {
        return key.references()
                .flatMap(table -> type(table, key.referencedColumns().get(position)));
    }

    private static Optional<String> type(Table table, String column) {
        return table.column(SqlText.identifier(column)).map(Column::type);
    }

    private boolean isCovered(Table table, List<String> columns, List<String> given) {
        List<Table> partitions = table.partitions();
        if (table.isPartitioned() && partitions.isEmpty()) {
            // No partition means no plan to read; an index of all rows that begins with the columns will serve.
            return table.indexes().stream()
                    .anyMatch(index ->
                            beginsWith(index, columns) && index.predicate().isEmpty());
        }
        if (table.isPartitioned()) {
            return partitions.stream().allMatch(partition -> isCovered(partition, columns, given));
        }
        List<Index> candidates = table.indexes().stream()
                .filter(index -> beginsWith(index, columns))
                .toList();
        boolean sameTypes = hasTypes(table, columns, given);
        return candidates.stream().anyMatch(index -> sameTypes && servesByNature(index, columns.size()))
                || candidates.stream().anyMatch(index -> isSearched(index, table, columns, given));
    }

    private static boolean hasTypes(Table table, List<String> columns, List<String> given) {
        return IntStream.range(0, columns.size())
                .allMatch(position -> type(table, columns.get(position)).equals(Optional.of(given.get(position))));
    }

    private static boolean servesByNature(Index index, int columns) {
        return index.method().equals("btree")
                && index.predicate().isEmpty()
                && index.keys().subList(0, columns).stream()
                        .allMatch(key ->
                                key.collation().isEmpty() && key.operatorClass().isEmpty());
    }

    /** Whether the planner searches the index for all the columns: none is left to be compared row by row. */
    private boolean isSearched(Index index, Table table, List<String> columns, List<String> given) {
        String condition = IntStream.range(0, columns.size())
                .mapToObj(position ->
                        "CAST(? AS " + given.get(position) + ") = " + SqlText.identifier(columns.get(position)))
                .collect(Collectors.joining(" AND "));
        Query lookUp = new Query(
                dataSource,
                "SELECT 1 FROM ONLY " + table.identity() + " WHERE " + condition,
                Collections.nCopies(columns.size(), null));
        Relation only = new Relation(index.schema(), index.name());
        QueryPlan plan = lookUp.explain(ExplainOptions.plan()
                .with(PlanCacheMode.GENERIC)
                .with("enable_seqscan", "off")
                .withOnlyIndex(only));
        return plan.nodes().noneMatch(node -> node.filter().isPresent())
                && plan.nodes()
                        .anyMatch(node -> node.indexCond().isPresent()
                                && node.index().filter(only::equals).isPresent());
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
