package io.schemaproof.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cut SQL into tokens, without white space and comments; literals and quoted names stay as they are.
 *
 * @since 0.1
 */
public final class SqlTokens {

    private static final Pattern TOKEN = Pattern.compile(
            // A literal with escapes, another literal, a quoted name.
            "(?<string>[eE]'(?:[^'\\\\]|''|\\\\.)*+'|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*+')"
                    + "|(?<name>(?:[uU]&)?\"(?:[^\"]|\"\")*+\")"
                    // Not inside a name: a$b$c is one word.
                    + "|(?<dollar>\\$(?<tag>(?:[A-Za-z_\\x80-\\x{10FFFF}][A-Za-z_0-9\\x80-\\x{10FFFF}]*)?)\\$.*?\\$\\k<tag>\\$)"
                    + "|(?<line>--[^\\n\\r]*)"
                    + "|(?<number>\\d(?:[\\w]|\\.(?!\\.))*+)"
                    + "|(?<word>[A-Za-z_\\x80-\\x{10FFFF}][\\w$\\x80-\\x{10FFFF}]*)"
                    + "|(?<space>\\s+)"
                    + "|(?<cast>::|:=|\\.\\.|=>)"
                    + "|(?<other>.)",
            Pattern.DOTALL);

    private SqlTokens() {}

    /** Return the tokens in their order; a quote that is not closed is a token of its own. */
    public static List<String> of(String sql) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        boolean adjacent = false;
        for (int at = 0; at < sql.length(); ) {
            if (sql.startsWith("/*", at)) {
                at = endOfComment(sql, at);
                adjacent = false;
                continue;
            }
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalStateException("No token at " + at);
            }
            boolean skip = matcher.group("space") != null || matcher.group("line") != null;
            if (!skip) {
                add(tokens, matcher.group(), matcher.group("other") != null, adjacent);
            }
            adjacent = !skip && matcher.group("other") != null;
            at = matcher.end();
        }
        return tokens;
    }

    /** Characters of one operator stay together, as do brackets that touch: nothing is split that the server would not. */
    private static void add(List<String> tokens, String text, boolean symbol, boolean adjacent) {
        int last = tokens.size() - 1;
        if (symbol && adjacent && isOperator(text) && isOperator(tokens.get(last))) {
            tokens.set(last, tokens.get(last) + text);
        } else {
            tokens.add(text);
        }
    }

    private static boolean isOperator(String text) {
        return text.chars().allMatch(c -> "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0);
    }

    /** Where the block comment that begins here ends, with those inside of it. */
    static int endOfComment(String sql, int start) {
        int depth = 0;
        int i = start;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return sql.length();
    }
}
