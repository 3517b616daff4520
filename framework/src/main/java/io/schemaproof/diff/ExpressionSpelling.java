package io.schemaproof.diff;

import io.schemaproof.base.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tell whether two expressions differ in parentheses and casts without effect only.
 *
 * <p>Each rule keeps the meaning of every expression it applies to; what no rule covers counts as different.
 */
final class ExpressionSpelling {

    /** Where one of these stands beside AND or OR, the operands are not simply what lies between. */
    private static final Set<String> STRUCTURE = Set.of(
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "BETWEEN",
            "SELECT",
            "FROM",
            "WHERE",
            "HAVING",
            "GROUP",
            "ORDER",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "ON",
            "JOIN",
            "OVER",
            "FILTER",
            "AS",
            "USING",
            "WITH",
            "VALUES",
            "LIMIT",
            "RETURNING",
            "SET",
            "IF",
            "DISTINCT",
            ",");

    private ExpressionSpelling() {}

    static boolean isSame(String a, String b) {
        return a.equals(b) || simplify(parse(a)).equals(simplify(parse(b)));
    }

    private static Node.Group parse(String text) {
        return Node.parse(SqlTokens.of(text));
    }

    private static Node.Group simplify(Node.Group group) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : group.nodes()) {
            nodes.add(node instanceof Node.Group inner ? simplify(inner) : node);
        }
        nodes = dropDoubleParentheses(nodes);
        nodes = dropParenthesesAroundAtoms(nodes);
        nodes = flatten(nodes, "AND");
        nodes = flatten(nodes, "OR");
        nodes = RedundantCasts.drop(nodes);
        return new Node.Group(group.open(), nodes);
    }

    /** {@code ((x))} is {@code (x)}, unless x is a row or a query. */
    private static List<Node> dropDoubleParentheses(List<Node> nodes) {
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            Node current = node;
            while (current instanceof Node.Group outer
                    && outer.isParentheses()
                    && outer.nodes().size() == 1
                    && outer.nodes().get(0) instanceof Node.Group inner
                    && inner.isParentheses()
                    && isScalar(inner)) {
                current = inner;
            }
            result.add(current);
        }
        return result;
    }

    private static boolean isScalar(Node.Group group) {
        return !group.nodes().isEmpty()
                && group.nodes().stream()
                        .noneMatch(node -> node.is(",") || node.is("SELECT") || node.is("VALUES") || node.is("WITH"));
    }

    /** {@code (0)::numeric} is {@code 0::numeric}; after a word the parentheses may be those of a call. */
    private static List<Node> dropParenthesesAroundAtoms(List<Node> nodes) {
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean operand = i == 0 || (nodes.get(i - 1) instanceof Node.Token before && before.isOperator());
            boolean field = i + 1 < nodes.size() && nodes.get(i + 1).is(".");
            if (operand
                    && !field
                    && node instanceof Node.Group group
                    && group.isParentheses()
                    && group.nodes().size() == 1
                    && group.nodes().get(0) instanceof Node.Token token
                    && token.isAtom()) {
                result.add(token);
            } else {
                result.add(node);
            }
        }
        return result;
    }

    /** {@code ((a AND b) AND c)} is {@code (a AND b AND c)}. */
    private static List<Node> flatten(List<Node> nodes, String connector) {
        if (!isConnectedBy(nodes, connector)) {
            return nodes;
        }
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean alone = (i == 0 || nodes.get(i - 1).is(connector))
                    && (i == nodes.size() - 1 || nodes.get(i + 1).is(connector));
            if (alone
                    && node instanceof Node.Group group
                    && group.isParentheses()
                    && isConnectedBy(group.nodes(), connector)) {
                result.addAll(group.nodes());
            } else {
                result.add(node);
            }
        }
        return result;
    }

    private static boolean isConnectedBy(List<Node> nodes, String connector) {
        String other = connector.equals("AND") ? "OR" : "AND";
        boolean found = false;
        for (Node node : nodes) {
            found |= node.is(connector);
            if (node.is(other) || STRUCTURE.stream().anyMatch(node::is)) {
                return false;
            }
        }
        return found;
    }
}
