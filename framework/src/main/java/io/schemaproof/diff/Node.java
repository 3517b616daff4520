package io.schemaproof.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A token, or what stands between two brackets. */
sealed interface Node {

    /** Whether it is the token of this text. Keywords are upper case, as the server writes them. */
    boolean is(String text);

    /** Build the tree of brackets. A bracket that nothing closes or opens stays a token. */
    static Group parse(List<String> tokens) {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group("", new ArrayList<>()));
        for (String token : tokens) {
            switch (token) {
                case "(", "[" -> {
                    Group group = new Group(token, new ArrayList<>());
                    open.getFirst().nodes.add(group);
                    open.push(group);
                }
                case ")", "]" -> {
                    if (open.getFirst().open.equals(token.equals(")") ? "(" : "[")) {
                        open.pop();
                    } else {
                        open.getFirst().nodes.add(new Token(token));
                    }
                }
                default -> open.getFirst().nodes.add(new Token(token));
            }
        }
        return open.getLast();
    }

    /** One token. */
    record Token(String text) implements Node {

        private static final Set<String> BEFORE_OPERANDS = Set.of("AND", "OR", "NOT", ",", "::");

        @Override
        public boolean is(String other) {
            return text.equals(other);
        }

        /** Whether an operand, and no argument list, follows. */
        boolean isOperator() {
            return !text.equals("::")
                    && (BEFORE_OPERANDS.contains(text) || "+-*/<>=~!@#%^&|`?".indexOf(text.charAt(0)) >= 0);
        }

        /** Whether it is a name, a number or a literal. */
        boolean isAtom() {
            char first = text.charAt(0);
            return Character.isLetterOrDigit(first) || first == '_' || first == '"' || first == '\'';
        }

        boolean isLiteral() {
            return text.charAt(0) == '\'' || text.startsWith("E'");
        }
    }

    /** Brackets with what they hold; the whole text is a group without any. */
    record Group(String open, List<Node> nodes) implements Node {

        @Override
        public boolean is(String text) {
            return false;
        }

        boolean isParentheses() {
            return open.equals("(");
        }
    }
}
