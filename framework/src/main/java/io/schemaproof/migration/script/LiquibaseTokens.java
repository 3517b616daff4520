package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL into what Liquibase takes for words, quoted texts, comments and symbols. */
final class LiquibaseTokens {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    private LiquibaseTokens(String text) {
        this.text = text;
    }

    /**
     * A piece.
     *
     * @param word whether it is a name that stands alone, without a dot before or behind it
     */
    record Token(int begin, int end, boolean word, boolean comment) {}

    static List<Token> of(String text) {
        LiquibaseTokens cut = new LiquibaseTokens(text);
        int at = 0;
        while (at < text.length()) {
            at = cut.next(at);
        }
        return cut.tokens;
    }

    private int next(int at) {
        char c = text.charAt(at);
        int end = at + 1;
        boolean word = false;
        boolean comment = false;
        if (Character.isWhitespace(c)) {
            while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
                end++;
            }
        } else if (text.startsWith("--", at)) {
            end = at;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            comment = true;
        } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
            end = text.indexOf("*/", at + 2) + 2;
            comment = true;
        } else if (c == '\'' || c == '"') {
            end = quoted(at, c);
        } else if (isLetter(c)) {
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            boolean dotted = (at > 0 && text.charAt(at - 1) == '.') || (end < text.length() && text.charAt(end) == '.');
            word = !dotted;
        }
        tokens.add(new Token(at, end, word, comment));
        return end;
    }

    /** The longest text between quotes; a backslash before a quote may be part of it, and may be its end. */
    private int quoted(int at, char quote) {
        int possible = at + 1;
        int i = at + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == quote) {
                if (i + 1 >= text.length() || text.charAt(i + 1) != quote) {
                    return i + 1;
                }
                possible = i + 1;
                i += 2;
            } else if (c == '\\' && i + 1 < text.length()) {
                if ("'\"ntbrf\\0".indexOf(text.charAt(i + 1)) < 0) {
                    return possible;
                }
                if (text.charAt(i + 1) == quote) {
                    possible = i + 2;
                }
                i += 2;
            } else {
                i++;
            }
        }
        return possible;
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_' || c == '$';
    }

    private static boolean isPart(char c) {
        return isLetter(c) || Character.isDigit(c) || c == '#' || c == '@';
    }
}
