package io.schemaproof.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Read the conditions of a plan, as {@code EXPLAIN (VERBOSE)} writes them, for what an index could be on.
 *
 * <p>It may misread one: what it finds is only tried, and the planner says whether it is of use.
 */
final class ConditionText {

    /** How a condition compares, which says where in an index the key may stand. */
    enum Comparison {
        EQUAL,
        RANGE,
        CONTAINS
    }

    /**
     * Something an index could be on.
     *
     * @param key a column or a parenthesised expression, without the alias
     */
    record Term(String key, Comparison comparison) {}

    private static final Pattern OPERATOR = Pattern.compile("\\s([=<>!~@?&|#*%^+-]+)\\s");
    private static final Pattern CAST =
            Pattern.compile("^(.+)::[a-z_][a-z0-9_ ]*(\\([0-9, ]+\\))?(\\[\\])?$", Pattern.DOTALL);
    private static final Pattern NULL_TEST = Pattern.compile("^(.+) IS (NOT )?NULL$", Pattern.DOTALL);
    private static final Set<String> CONTAINING = Set.of("@>", "<@", "?", "?|", "?&", "&&", "@@", "@?");

    private final Set<String> aliases;

    /** @param aliases of one table, as they stand before the dot, not quoted */
    ConditionText(Set<String> aliases) {
        this.aliases = aliases;
    }

    /** The keys that a condition compares with something. */
    List<Term> terms(String condition) {
        String text = unwrapped(condition);
        for (String junction : List.of(" AND ", " OR ")) {
            List<String> parts = split(text, junction);
            if (parts.size() > 1) {
                return parts.stream().flatMap(part -> terms(part).stream()).toList();
            }
        }
        return comparison(text);
    }

    private List<Term> comparison(String text) {
        String masked = masked(text);
        Matcher operator = OPERATOR.matcher(masked);
        List<Term> terms = new ArrayList<>();
        if (operator.find()) {
            String sign = operator.group(1);
            Comparison kind = sign.equals("=")
                    ? Comparison.EQUAL
                    : CONTAINING.contains(sign) ? Comparison.CONTAINS : Comparison.RANGE;
            for (String side : List.of(text.substring(0, operator.start()), text.substring(operator.end()))) {
                key(side).ifPresent(key -> terms.add(new Term(key, kind)));
            }
        } else {
            Matcher nullTest = NULL_TEST.matcher(text);
            key(nullTest.matches() ? nullTest.group(1) : text)
                    .ifPresent(key -> terms.add(new Term(key, Comparison.EQUAL)));
        }
        return terms;
    }

    /** What an index would be on for this expression; empty if it is not one of this table alone. */
    Optional<String> key(String expression) {
        String text = unwrapped(expression);
        Matcher cast = CAST.matcher(text);
        while (cast.matches() && split(text, "::").size() == 2 && hasOneOperand(cast.group(1))) {
            text = unwrapped(cast.group(1));
            cast = CAST.matcher(text);
        }
        if (text.startsWith("'")) {
            return Optional.empty();
        }
        String own = text;
        for (String alias : aliases) {
            // The server puts quotation marks around a keyword too.
            String either = Pattern.quote(Relation.quote(alias)) + "|" + Pattern.quote('"' + alias + '"');
            own = own.replaceAll("(?<![\\w\".$])(?:" + either + ")\\.(?=[\\w\"])", "");
        }
        boolean foreign = Pattern.compile("(?:[a-z_][\\w$]*|\")\\.(?:[a-z_]|\")")
                .matcher(masked(own))
                .find();
        if (own.equals(text) || foreign || own.contains("SubPlan") || own.contains("$")) {
            return Optional.empty();
        }
        boolean column = own.matches("[a-z_][\\w$]*|\"(?:[^\"]|\"\")+\"");
        return Optional.of(column ? own : "(" + own + ")");
    }

    private static boolean hasOneOperand(String text) {
        return !OPERATOR.matcher(masked(text)).find();
    }

    /** The text without parentheses that enclose all of it. */
    static String unwrapped(String expression) {
        String text = expression.strip();
        while (text.startsWith("(") && closing(text) == text.length() - 1) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    private static int closing(String text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String text, String separator) {
        String masked = masked(text);
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = masked.indexOf(separator); at >= 0; at = masked.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The same text with everything inside parentheses and quotation marks blotted out. */
    private static String masked(String text) {
        StringBuilder masked = new StringBuilder(text);
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = depth > 0 || quote != 0;
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if (inside && (depth > 0 || quote != 0)) {
                masked.setCharAt(i, 'x');
            }
        }
        return masked.toString();
    }
}
