package io.schemaproof.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment from {@code --} to the end of its line.
 *
 * @param start where it begins in the text that was read
 * @param text with the dashes, without the end of the line
 * @since 0.1
 */
public record LineComment(int start, String text) {

    /** Find all comments, in order: not what looks like one in a literal, a quoted name, a block comment or data of COPY. */
    public static List<LineComment> in(String sql) {
        List<LineComment> found = new ArrayList<>();
        new Scan(sql, 0, sql.length(), found).run();
        return found;
    }

    /** One pass over a text, or over the body of a function in it, which has comments of its own. */
    private static final class Scan {

        private static final Pattern DOLLAR =
                Pattern.compile("\\$(?:[A-Za-z_\\x80-\\x{10FFFF}][\\w\\x80-\\x{10FFFF}]*)?\\$");
        private static final Pattern COPY = Pattern.compile("(?is)\\s*COPY\\b.*\\bFROM\\s+STDIN\\b.*");
        private static final String END_OF_DATA = "\n\\.";

        private final String sql;
        private final int end;
        private final List<LineComment> found;
        private int at;
        private int statement;

        Scan(String sql, int start, int end, List<LineComment> found) {
            this.sql = sql;
            this.end = end;
            this.found = found;
            this.at = start;
            this.statement = start;
        }

        void run() {
            while (at < end) {
                switch (sql.charAt(at)) {
                    case '-' -> dash();
                    case '/' -> at = sql.startsWith("/*", at) ? SqlTokens.endOfComment(sql, at) : at + 1;
                    case '\'' -> literal(isEscape());
                    case '"' -> at = behind('"', at + 1);
                    case '$' -> dollar();
                    case ';' -> semicolon();
                    default -> at++;
                }
            }
        }

        private void dash() {
            if (!sql.startsWith("--", at)) {
                at++;
                return;
            }
            int start = at;
            while (at < end && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
                at++;
            }
            found.add(new LineComment(start, sql.substring(start, at)));
            if (sql.substring(statement, start).isBlank()) {
                statement = at;
            }
        }

        /** Whether the quote opens a literal in which a backslash escapes. */
        private boolean isEscape() {
            return at > 0
                    && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
                    && (at < 2 || !isInName(sql.charAt(at - 2)));
        }

        private void literal(boolean escapes) {
            at++;
            while (at < end && sql.charAt(at) != '\'') {
                at += escapes && sql.charAt(at) == '\\' ? 2 : 1;
            }
            // A doubled quote closes one literal and opens the next.
            at++;
        }

        private int behind(char quote, int from) {
            int close = sql.indexOf(quote, from);
            return close < 0 ? end : close + 1;
        }

        private void dollar() {
            Matcher tag = DOLLAR.matcher(sql).region(at, end);
            boolean opens = (at == 0 || !isInName(sql.charAt(at - 1))) && tag.lookingAt();
            int close = opens ? sql.indexOf(tag.group(), tag.end()) : -1;
            if (close < 0 || close >= end) {
                at++;
                return;
            }
            new Scan(sql, tag.end(), close, found).run();
            at = close + tag.group().length();
        }

        private void semicolon() {
            String ended = sql.substring(statement, at);
            at++;
            if (ended.length() < 10_000 && COPY.matcher(ended).matches()) {
                int data = sql.indexOf(END_OF_DATA, at);
                at = data < 0 ? end : Math.min(end, data + END_OF_DATA.length());
            }
            statement = at;
        }

        private static boolean isInName(char c) {
            return c == '_' || c == '$' || Character.isLetterOrDigit(c);
        }
    }
}
