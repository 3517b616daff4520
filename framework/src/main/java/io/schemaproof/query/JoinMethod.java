package io.schemaproof.query;

import java.util.Arrays;
import java.util.Optional;

/**
 * How two sides are joined.
 *
 * @since 0.1
 */
public enum JoinMethod {
    /** Look up the inner side for each row of the outer one. */
    NESTED_LOOP("Nested Loop"),

    /** Put the inner side into a hash table and look the outer one up in it. */
    HASH("Hash Join"),

    /** Walk through both sides in the same order. */
    MERGE("Merge Join");

    private final String nodeType;

    JoinMethod(String nodeType) {
        this.nodeType = nodeType;
    }

    /** The word that {@code EXPLAIN} has for it. */
    public String nodeType() {
        return nodeType;
    }

    /** How this node joins; empty if it does not. */
    public static Optional<JoinMethod> of(PlanNode node) {
        return Arrays.stream(values())
                .filter(method -> method.nodeType.equals(node.nodeType()))
                .findFirst();
    }
}
