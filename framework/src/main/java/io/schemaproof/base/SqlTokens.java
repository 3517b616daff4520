package io.schemaproof.base;

import java.util.ArrayList;
import java.util.List;

/**
 * Cut SQL into tokens, without white space and comments; literals and quoted names stay as they are.
 *
 * @since 0.1
 */
public final class SqlTokens {

    private static final List<String> PAIRS = List.of("::", ":=", "..", "=>");

    private SqlTokens() {}

    /** Return the tokens in their order; a quote that is not closed is a token of its own. */
    public static List<String> of(String sql) {
        List<String> tokens = new ArrayList<>();
        SqlScanner scanner = new SqlScanner(sql);
        boolean adjacent = false;
        while (scanner.next()) {
            switch (scanner.kind()) {
                case SPACE, LINE_COMMENT, BLOCK_COMMENT -> adjacent = false;
                case SYMBOL -> {
                    boolean pair = PAIRS.stream().anyMatch(scanner::takes);
                    add(tokens, scanner.text(), adjacent && !pair);
                    adjacent = !pair;
                }
                default -> {
                    tokens.add(scanner.text());
                    adjacent = false;
                }
            }
        }
        return tokens;
    }

    /** Characters of one operator stay together, as do brackets that touch: nothing is split that the server would not. */
    private static void add(List<String> tokens, String text, boolean adjacent) {
        int last = tokens.size() - 1;
        if (adjacent && isOperator(text) && isOperator(tokens.get(last))) {
            tokens.set(last, tokens.get(last) + text);
        } else {
            tokens.add(text);
        }
    }

    private static boolean isOperator(String text) {
        return text.chars().allMatch(c -> "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0);
    }
}
