package io.schemaproof.query;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a table is read.
 *
 * @since 0.1
 */
public enum ScanMethod {
    /** From beginning to end. */
    SEQUENTIAL("Seq Scan"),

    /** By an index, row by row. */
    INDEX("Index Scan"),

    /** By an index that holds all that is asked for. */
    INDEX_ONLY("Index Only Scan"),

    /** By one or more indexes, page by page. */
    BITMAP("Bitmap Heap Scan");

    private final String nodeType;

    ScanMethod(String nodeType) {
        this.nodeType = nodeType;
    }

    /** The word that {@code EXPLAIN} has for it. */
    public String nodeType() {
        return nodeType;
    }

    /** How this node reads its table; empty for rarer ways, and for the index side of a bitmap scan. */
    public static Optional<ScanMethod> of(PlanNode node) {
        return Arrays.stream(values())
                .filter(method -> method.nodeType.equals(node.nodeType()))
                .findFirst();
    }
}
