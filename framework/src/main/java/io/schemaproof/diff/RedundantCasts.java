package io.schemaproof.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * Drop the casts that PostgreSQL adds each time it reads its own definition of {@code status IN ('a', 'b')} for a varchar
 * column again.
 */
final class RedundantCasts {

    private RedundantCasts() {}

    static List<Node> drop(List<Node> nodes) {
        return dropDetours(distribute(nodes));
    }

    /** {@code (ARRAY['a'::character varying])::text[]} is {@code ARRAY[('a'::character varying)::text]}. */
    private static List<Node> distribute(List<Node> nodes) {
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Node.Group group
                    && group.isParentheses()
                    && isArray(group.nodes())
                    && i + 3 < nodes.size()
                    && nodes.get(i + 1).is("::")
                    && nodes.get(i + 2).is("text")
                    && isEmptyBrackets(nodes.get(i + 3))) {
                result.add(group.nodes().get(0));
                result.add(castElements((Node.Group) group.nodes().get(1)));
                i += 3;
            } else {
                result.add(nodes.get(i));
            }
        }
        return result;
    }

    private static boolean isArray(List<Node> nodes) {
        return nodes.size() == 2
                && nodes.get(0).is("ARRAY")
                && nodes.get(1) instanceof Node.Group elements
                && elements.open().equals("[")
                && elements(elements).stream().allMatch(RedundantCasts::isVarcharLiteral);
    }

    private static boolean isEmptyBrackets(Node node) {
        return node instanceof Node.Group group
                && group.open().equals("[")
                && group.nodes().isEmpty();
    }

    private static Node castElements(Node.Group elements) {
        List<Node> nodes = new ArrayList<>();
        for (List<Node> element : elements(elements)) {
            if (!nodes.isEmpty()) {
                nodes.add(new Node.Token(","));
            }
            nodes.add(element.get(0));
            nodes.add(new Node.Token("::"));
            nodes.add(new Node.Token("text"));
        }
        return new Node.Group("[", nodes);
    }

    /** {@code ('a'::character varying)::text} is {@code 'a'::text}. */
    private static List<Node> dropDetours(List<Node> nodes) {
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Node.Group group
                    && group.isParentheses()
                    && isVarcharLiteral(group.nodes())
                    && i + 2 < nodes.size()
                    && nodes.get(i + 1).is("::")
                    && nodes.get(i + 2).is("text")
                    && !(i + 3 < nodes.size() && nodes.get(i + 3) instanceof Node.Group)) {
                result.add(group.nodes().get(0));
            } else {
                result.add(nodes.get(i));
            }
        }
        return result;
    }

    /** A literal cast to varchar without a length: text of the same characters. */
    private static boolean isVarcharLiteral(List<Node> nodes) {
        return nodes.size() == 4
                && nodes.get(0) instanceof Node.Token token
                && token.isLiteral()
                && nodes.get(1).is("::")
                && nodes.get(2).is("character")
                && nodes.get(3).is("varying");
    }

    private static List<List<Node>> elements(Node.Group array) {
        List<List<Node>> elements = new ArrayList<>();
        List<Node> element = new ArrayList<>();
        for (Node node : array.nodes()) {
            if (node.is(",")) {
                elements.add(element);
                element = new ArrayList<>();
            } else {
                element.add(node);
            }
        }
        elements.add(element);
        return elements;
    }
}
