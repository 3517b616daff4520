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

    /** Cut a text in which a delimiter of several pieces is one. */
    static List<Token> of(String text, String delimiter, boolean withoutComments) {
        List<Token> tokens = new ArrayList<>(of(text));
        tokens.removeIf(token -> withoutComments && token.comment());
        return delimiter.isEmpty() ? tokens : merged(text, delimiter, tokens);
    }

    /** As {@code StringUtil.mergeTokens}: what begins like the delimiter and does not go on so is not looked at again, and lost at the end of the text. */
    private static List<Token> merged(String text, String delimiter, List<Token> tokens) {
        List<Token> merged = new ArrayList<>();
        List<Token> held = new ArrayList<>();
        StringBuilder begun = new StringBuilder();
        for (Token token : tokens) {
            begun.append(text, token.begin(), token.end());
            boolean begins = delimiter.startsWith(begun.toString()) && !(held.isEmpty() && token.comment());
            held.add(token);
            if (begins && begun.length() < delimiter.length()) {
                continue;
            }
            if (begins && held.size() > 1) {
                merged.add(new Token(held.get(0).begin(), token.end(), false, false));
            } else {
                merged.addAll(held);
            }
            held.clear();
            begun.setLength(0);
        }
        return merged;
    }

    private static List<Token> of(String text) {
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
            end = spaceEnd(at);
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
        } else if (Character.isDigit(c)) {
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
        } else if (isLetter(c)) {
            int first = partEnd(at);
            end = first;
            for (int next = qualifiedEnd(end); next > end; next = qualifiedEnd(end)) {
                end = next;
            }
            boolean dotted = (at > 0 && text.charAt(at - 1) == '.') || (end < text.length() && text.charAt(end) == '.');
            word = end == first && !dotted;
        }
        tokens.add(new Token(at, end, word, comment));
        return end;
    }

    private int partEnd(int from) {
        int end = from;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int spaceEnd(int from) {
        int end = from;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where a name goes on behind a dot, which may stand between blanks; the same place where it does not. */
    private int qualifiedEnd(int end) {
        int dot = spaceEnd(end);
        int behind = dot < text.length() && text.charAt(dot) == '.' ? spaceEnd(dot + 1) : text.length();
        return behind < text.length() && isPart(text.charAt(behind)) ? partEnd(behind) : end;
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
        return Character.isLetter(c) || c == '_' || c == '$' || c == '@';
    }

    private static boolean isPart(char c) {
        return isLetter(c) || Character.isDigit(c) || c == '#' || c == '@';
    }
}
