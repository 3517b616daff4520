package io.schemaproof.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Take apart what {@code pg_get_indexdef} writes.
 *
 * @param keys the indexed columns and expressions
 * @param included the columns of INCLUDE, without quotes
 */
record IndexDefinition(List<IndexKey> keys, List<String> included) {

    private static final String INCLUDE = " INCLUDE ";

    static IndexDefinition parse(String definition) {
        int open = SqlText.indexOf(definition, '(');
        int close = SqlText.next(definition, open);
        List<IndexKey> keys = SqlText.splitTopLevel(definition.substring(open + 1, close - 1), ',').stream()
                .map(item -> key(item.strip()))
                .toList();
        List<String> included = List.of();
        if (definition.startsWith(INCLUDE, close)) {
            int start = close + INCLUDE.length();
            included = QualifiedName.list(definition.substring(start + 1, SqlText.next(definition, start) - 1));
        }
        return new IndexDefinition(keys, included);
    }

    private static IndexKey key(String text) {
        List<String> words = words(text);
        boolean descending = false;
        Optional<Boolean> nullsFirst = Optional.empty();
        int end = words.size();
        if (end > 2 && words.get(end - 2).equals("NULLS")) {
            nullsFirst = Optional.of(words.get(end - 1).equals("FIRST"));
            end -= 2;
        }
        if (end > 1 && words.get(end - 1).equals("DESC")) {
            descending = true;
            end--;
        }
        Optional<String> collation = Optional.empty();
        Optional<String> operatorClass = Optional.empty();
        int next = 1;
        if (next + 1 < end && words.get(next).equals("COLLATE")) {
            collation = Optional.of(words.get(next + 1));
            next += 2;
        }
        if (next < end) {
            operatorClass = Optional.of(String.join(" ", words.subList(next, end)));
        }
        String expression = words.get(0);
        boolean column = SqlText.indexOf(expression, '(') == expression.length();
        return new IndexKey(
                column ? QualifiedName.parts(expression).get(0) : withoutOuterParentheses(expression),
                column,
                collation,
                operatorClass,
                descending,
                nullsFirst.orElse(descending));
    }

    private static String withoutOuterParentheses(String expression) {
        boolean whole = expression.startsWith("(") && SqlText.next(expression, 0) == expression.length();
        return whole ? expression.substring(1, expression.length() - 1) : expression;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i = i < text.length() ? SqlText.next(text, i) : i + 1) {
            if (i == text.length() || text.charAt(i) == ' ') {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }
}
