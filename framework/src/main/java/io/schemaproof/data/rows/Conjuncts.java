package io.schemaproof.data.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a condition that all must hold. */
final class Conjuncts {

    /** A column that must equal an expression of others. */
    record Equality(TargetColumn column, String expression) {}

    private Conjuncts() {}

    static List<String> of(String condition) {
        List<String> parts = new ArrayList<>();
        split(bare(condition), parts);
        return parts;
    }

    private static void split(String condition, List<String> parts) {
        List<String> conjuncts = atTop(condition, " AND ");
        if (conjuncts.size() == 1 || !atTopOr(condition).isEmpty()) {
            parts.add(condition);
        } else {
            conjuncts.forEach(part -> split(bare(part), parts));
        }
    }

    private static List<String> atTopOr(String condition) {
        List<String> parts = atTop(condition, " OR ");
        return parts.size() > 1 ? parts : List.of();
    }

    /** The equality that a conjunct demands of a column, if it does. */
    static Optional<Equality> equality(String conjunct, TargetTable table) {
        List<String> sides = atTop(conjunct, " = ");
        if (sides.size() != 2) {
            return Optional.empty();
        }
        return side(sides.get(0), sides.get(1), table).or(() -> side(sides.get(1), sides.get(0), table));
    }

    private static Optional<Equality> side(String name, String expression, TargetTable table) {
        String plain = bare(name.replaceAll("::[a-z ]+(\\([\\d,]+\\))?$", ""));
        return table.columns().stream()
                .filter(column -> column.quoted().equals(plain))
                .filter(column -> !SqlLiterals.mentions(expression, column.quoted()))
                .filter(column ->
                        table.columns().stream().anyMatch(other -> SqlLiterals.mentions(expression, other.quoted())))
                .findFirst()
                .map(column -> new Equality(column, expression));
    }

    /** Without parentheses around the whole. */
    private static String bare(String text) {
        String rest = text.strip();
        while (rest.startsWith("(") && end(rest, 0) == rest.length()) {
            rest = rest.substring(1, rest.length() - 1).strip();
        }
        return rest;
    }

    private static List<String> atTop(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith(separator, i)) {
                parts.add(text.substring(start, i));
                start = i + separator.length();
                i = start;
            } else {
                i = end(text, i);
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The place after the character, quoted text or parenthesis that begins here. */
    private static int end(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            int close = text.indexOf(c, at + 1);
            return close < 0 ? text.length() : close + 1;
        }
        if (c != '(' && c != '[') {
            return at + 1;
        }
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != (c == '(' ? ')' : ']')) {
            i = end(text, i);
        }
        return Math.min(i + 1, text.length());
    }
}
