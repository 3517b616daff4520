package io.schemaproof.query;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One node of a plan and those below it.
 *
 * @param nodeType as {@code EXPLAIN} writes it: {@code Index Only Scan}
 * @param relation what it scans; for a bitmap index scan the relation of the bitmap heap scan above it
 * @param indexName the index it reads
 * @param attributes everything scalar that {@code EXPLAIN} says, by its own words: {@code Heap Fetches}
 * @param children nodes below, in order
 * @since 0.1
 */
public record PlanNode(
        String nodeType,
        Optional<Relation> relation,
        Optional<String> indexName,
        SortedMap<String, Object> attributes,
        List<PlanNode> children) {

    public PlanNode {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        children = List.copyOf(children);
    }

    /** This node and all below, from the top down. */
    public Stream<PlanNode> stream() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(PlanNode::stream));
    }

    /**
     * Whether this node reads a table from beginning to end. So does {@code TABLESAMPLE BERNOULLI}, which draws among the
     * rows of every page; the other methods of PostgreSQL read a part of the pages.
     */
    public boolean isSeqScan() {
        return nodeType.equals("Seq Scan")
                || (nodeType.equals("Sample Scan")
                        && text("Sampling Method").filter("bernoulli"::equals).isPresent());
    }

    /** Whether this node reads an index: a plain, an index-only or a bitmap scan. */
    public boolean readsIndex() {
        return indexName.isPresent();
    }

    /** The index with its schema, which is always that of its table. */
    public Optional<Relation> index() {
        return indexName.flatMap(name -> relation.map(table -> new Relation(table.schema(), name)));
    }

    public Optional<String> alias() {
        return text("Alias");
    }

    /** What the index is searched for; absent when the whole index is read. */
    public Optional<String> indexCond() {
        return text("Index Cond");
    }

    public Optional<String> filter() {
        return text("Filter");
    }

    public Optional<String> recheckCond() {
        return text("Recheck Cond");
    }

    public double estimatedRows() {
        return number("Plan Rows").orElse(0);
    }

    /** Rows in each loop on average; absent unless executed. */
    public OptionalDouble actualRows() {
        return number("Actual Rows");
    }

    /** How often it ran; 0 when the plan never came to it, absent unless executed. */
    public OptionalLong loops() {
        return whole("Actual Loops");
    }

    /** Rows that the filter threw away, in each loop on average; absent unless executed and filtering. */
    public OptionalLong rowsRemovedByFilter() {
        return whole("Rows Removed by Filter");
    }

    /** How often an index-only scan had to look into the table all the same, over all loops. */
    public OptionalLong heapFetches() {
        return whole("Heap Fetches");
    }

    /** Pages of 8 KiB found in shared buffers, including the nodes below. */
    public OptionalLong sharedHit() {
        return whole("Shared Hit Blocks");
    }

    /** Pages of 8 KiB read from outside shared buffers, including the nodes below. */
    public OptionalLong sharedRead() {
        return whole("Shared Read Blocks");
    }

    /** Pages of 8 KiB written to temporary files, including the nodes below. */
    public OptionalLong tempWritten() {
        return whole("Temp Written Blocks");
    }

    /** Pages of 8 KiB read back from temporary files, including the nodes below. */
    public OptionalLong tempRead() {
        return whole("Temp Read Blocks");
    }

    /** Pages of 8 KiB touched in buffers, those of temporary tables too, including the nodes below; 0 unless executed. */
    public long buffers() {
        return Stream.of("Shared Hit Blocks", "Shared Read Blocks", "Local Hit Blocks", "Local Read Blocks")
                .mapToLong(attribute -> whole(attribute).orElse(0))
                .sum();
    }

    /** Pages of 8 KiB that this node touched itself; 0 unless executed. */
    public long ownBuffers() {
        return Math.max(
                0, buffers() - children.stream().mapToLong(PlanNode::buffers).sum());
    }

    /** Whether this node reads a table, a partition or a materialized view, by any way; not whether it writes to one. */
    public boolean isScan() {
        return relation.isPresent() && nodeType.endsWith("Scan");
    }

    /** Whether this node sorts; one that merges rows already in order does not. */
    public boolean isSort() {
        return nodeType.equals("Sort") || nodeType.equals("Incremental Sort");
    }

    /** Whether the plan was executed and never came to this node. */
    public boolean isNeverExecuted() {
        return loops().orElse(1) == 0;
    }

    /** Rows over all loops, as near as {@code EXPLAIN} tells; 0 unless executed. */
    public double totalRows() {
        return actualRows().orElse(0) * loops().orElse(1);
    }

    /** Rows that conditions threw away, over all loops, as near as {@code EXPLAIN} tells; 0 unless executed. */
    public double totalRemoved() {
        return (number("Rows Removed by Filter").orElse(0)
                        + number("Rows Removed by Index Recheck").orElse(0))
                * loops().orElse(1);
    }

    /** What the planner expects it to cost, in its own unit, to return all rows. */
    public double totalCost() {
        return number("Total Cost").orElse(0);
    }

    /** How it stands to the node above: {@code Outer}, {@code Inner}, {@code Member}, {@code InitPlan}, {@code SubPlan}. */
    public String parentRelationship() {
        return text("Parent Relationship").orElse("");
    }

    /** A further attribute as text, by the word that {@code EXPLAIN} has for it. */
    public Optional<String> attribute(String name) {
        return text(name);
    }

    /** What a sort sorts by, in order; empty for other nodes. */
    public List<String> sortKeys() {
        return attributes.get("Sort Key") instanceof List<?> keys
                ? keys.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** How a sort was done, such as {@code external merge}; absent unless executed. */
    public Optional<String> sortMethod() {
        return text("Sort Method");
    }

    private Optional<String> text(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(Object::toString);
    }

    private OptionalDouble number(String attribute) {
        return attributes.get(attribute) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private OptionalLong whole(String attribute) {
        return attributes.get(attribute) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }
}
