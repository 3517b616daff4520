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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Tells whether an index serves the look-up that PostgreSQL makes when a referenced row is deleted.
 *
 * <p>Of a key of several columns, those are enough that find one row, or the rows of one referenced row: an index on
 * {@code customer_id} serves {@code (tenant_id, customer_id)} where it is unique, or where the id of a customer is.
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
        List<Position> all = IntStream.range(0, key.columns().size())
                .mapToObj(position -> new Position(
                        key.columns().get(position),
                        key.referencedColumns().get(position),
                        referencedType(key, position)
                                .orElseGet(() ->
                                        type(table, key.columns().get(position)).orElseThrow())))
                .toList();
        List<List<Position>> enough = Stream.concat(
                        Stream.of(all),
                        key.references().stream()
                                .flatMap(KeyCover::uniqueKeys)
                                .map(unique -> among(all, Position::referenced, unique))
                                .flatMap(Optional::stream))
                .distinct()
                .toList();
        return isCovered(table, all, enough);
    }

    /** A column of the key, the one that it refers to, and the type in which that one's value is looked for. */
    private record Position(String column, String referenced, String given) {}

    /** The columns of each unique B-tree of all rows, in whose every key a column is compared by default. */
    private static Stream<Set<String>> uniqueKeys(Table table) {
        return table.indexes().stream()
                .filter(index -> index.isUnique()
                        && index.isValid()
                        && servesByNature(index, index.keys().size())
                        && index.keys().stream().allMatch(IndexKey::isColumn))
                .map(index -> Set.copyOf(index.columns()));
    }

    /** The positions of the columns; empty where one of them has no position. */
    private static Optional<List<Position>> among(
            List<Position> all, Function<Position, String> column, Set<String> columns) {
        List<Position> found = all.stream()
                .filter(position -> columns.contains(column.apply(position)))
                .toList();
        return found.size() == columns.size() ? Optional.of(found) : Optional.empty();
    }

    private static Optional<String> referencedType(ForeignKey key, int position) {
        return key.references()
                .flatMap(table -> type(table, key.referencedColumns().get(position)));
    }

    private static Optional<String> type(Table table, String column) {
        return table.column(SqlText.identifier(column)).map(Column::type);
    }

    /** @param enough the sets of columns of which each finds no more rows than all of them */
    private boolean isCovered(Table table, List<Position> all, List<List<Position>> enough) {
        List<Table> partitions = table.partitions();
        if (table.isPartitioned() && !partitions.isEmpty()) {
            return partitions.stream().allMatch(partition -> isCovered(partition, all, enough));
        }
        return Stream.concat(
                        enough.stream(),
                        uniqueKeys(table)
                                .map(unique -> among(all, Position::column, unique))
                                .flatMap(Optional::stream))
                .distinct()
                .anyMatch(columns -> isFoundBy(columns, table));
    }

    private boolean isFoundBy(List<Position> positions, Table table) {
        List<String> columns = positions.stream().map(Position::column).toList();
        List<Index> candidates = table.indexes().stream()
                .filter(index -> beginsWith(index, columns))
                .toList();
        if (table.isPartitioned()) {
            // No partition means no plan to read; an index of all rows that begins with the columns will serve.
            return candidates.stream().anyMatch(index -> index.predicate().isEmpty());
        }
        boolean sameTypes = positions.stream()
                .allMatch(position -> type(table, position.column()).equals(Optional.of(position.given())));
        return candidates.stream().anyMatch(index -> sameTypes && servesByNature(index, columns.size()))
                || candidates.stream().anyMatch(index -> isSearched(index, table, positions));
    }

    private static boolean servesByNature(Index index, int columns) {
        return index.method().equals("btree")
                && index.predicate().isEmpty()
                && index.keys().subList(0, columns).stream()
                        .allMatch(key ->
                                key.collation().isEmpty() && key.operatorClass().isEmpty());
    }

    /** Whether the planner searches the index for all the columns: none is left to be compared row by row. */
    private boolean isSearched(Index index, Table table, List<Position> positions) {
        String condition = positions.stream()
                .map(position -> "CAST(? AS " + position.given() + ") = " + SqlText.identifier(position.column()))
                .collect(Collectors.joining(" AND "));
        Query lookUp = new Query(
                dataSource,
                "SELECT 1 FROM ONLY " + table.identity() + " WHERE " + condition,
                Collections.nCopies(positions.size(), null));
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
