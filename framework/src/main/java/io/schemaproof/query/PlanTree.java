package io.schemaproof.query;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Look upwards in a plan, whose nodes know only those below them.
 *
 * @since 0.1
 */
public final class PlanTree {

    /** Read their input to the end before they return a row, so that nothing above them can stop it. */
    private static final Set<String> BLOCKING = Set.of("Sort", "Hash", "ModifyTable");

    /** Read on as long as they are asked. */
    private static final Set<String> PASSING = Set.of(
            "Append",
            "Merge Append",
            "Bitmap Heap Scan",
            "BitmapAnd",
            "BitmapOr",
            "Gather",
            "Gather Merge",
            "Group",
            "Incremental Sort",
            "LockRows",
            "Materialize",
            "Memoize",
            "ProjectSet",
            "Recursive Union",
            "Result",
            "SetOp",
            "Subquery Scan",
            "Unique");

    private final IdentityHashMap<PlanNode, PlanNode> parents = new IdentityHashMap<>();

    private PlanTree(PlanNode root) {
        link(root);
    }

    public static PlanTree of(QueryPlan plan) {
        return new PlanTree(plan.root());
    }

    private void link(PlanNode node) {
        for (PlanNode child : node.children()) {
            parents.put(child, node);
            link(child);
        }
    }

    /** The node above, empty for the uppermost. */
    public Optional<PlanNode> parent(PlanNode node) {
        return Optional.ofNullable(parents.get(node));
    }

    /**
     * Whether something above may stop this node before it has returned all its rows, as {@code LIMIT}, {@code EXISTS} or
     * a merge join do. What such a node did not read or return says nothing.
     */
    public boolean mayStopEarly(PlanNode node) {
        @Nullable PlanNode below = node;
        @Nullable PlanNode above = parents.get(node);
        while (above != null) {
            if (below.parentRelationship().equals("InitPlan")
                    || below.parentRelationship().equals("SubPlan")) {
                return true;
            }
            if (readsToTheEnd(above)) {
                return false;
            }
            if (!passes(above, below)) {
                return true;
            }
            below = above;
            above = parents.get(above);
        }
        return false;
    }

    private static boolean readsToTheEnd(PlanNode node) {
        return BLOCKING.contains(node.nodeType())
                || (node.nodeType().equals("Aggregate")
                        && !node.attribute("Strategy").orElse("").equals("Sorted"));
    }

    private static boolean passes(PlanNode above, PlanNode below) {
        boolean inner = below.parentRelationship().equals("Inner");
        return switch (above.nodeType()) {
            case "Nested Loop" -> !inner || !stopsAtFirstMatch(above);
            // With nothing in the hash table the other side is not read on.
            case "Hash Join" ->
                inner
                        || above.children().stream()
                                .noneMatch(child -> child.nodeType().equals("Hash") && child.totalRows() == 0);
            case "WindowAgg" -> above.attribute("Run Condition").isEmpty();
            case "Aggregate" -> true;
            default -> PASSING.contains(above.nodeType());
        };
    }

    private static boolean stopsAtFirstMatch(PlanNode join) {
        String type = join.attribute("Join Type").orElse("");
        return type.equals("Semi")
                || type.equals("Anti")
                || join.attribute("Inner Unique").orElse("").equals("true");
    }

    /**
     * The join that brings two nodes together, one from each of its sides; empty when the node in which their paths meet
     * is no join, as in an {@code Append}, or when one is a sub-query of the other's.
     */
    public Optional<PlanNode> joinOf(PlanNode left, PlanNode right) {
        List<PlanNode> above = path(left);
        List<PlanNode> beside = path(right);
        IdentityHashMap<PlanNode, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < above.size(); i++) {
            places.put(above.get(i), i);
        }
        for (int i = 0; i < beside.size(); i++) {
            Integer at = places.get(beside.get(i));
            if (at != null) {
                return isJoinOf(above.subList(0, at), beside.subList(0, i))
                                && JoinMethod.of(beside.get(i)).isPresent()
                        ? Optional.of(beside.get(i))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether two paths lead up to the two sides of one node, and neither out of a sub-query. */
    private static boolean isJoinOf(List<PlanNode> left, List<PlanNode> right) {
        return !left.isEmpty()
                && !right.isEmpty()
                && isSide(left.get(left.size() - 1))
                && isSide(right.get(right.size() - 1))
                && isInline(left)
                && isInline(right);
    }

    private static boolean isInline(List<PlanNode> path) {
        return path.stream()
                .noneMatch(node -> node.parentRelationship().equals("InitPlan")
                        || node.parentRelationship().equals("SubPlan"));
    }

    private static boolean isSide(PlanNode child) {
        return child.parentRelationship().equals("Outer")
                || child.parentRelationship().equals("Inner");
    }

    /** The node itself and all above it. */
    private List<PlanNode> path(PlanNode node) {
        List<PlanNode> path = new ArrayList<>();
        @Nullable PlanNode at = node;
        while (at != null) {
            path.add(at);
            at = parents.get(at);
        }
        return path;
    }
}
