package io.schemaproof.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Go through SQL piece by piece: literals, quoted names, comments, and what lies between them.
 *
 * <p>A backslash is one in a plain literal, as with {@code standard_conforming_strings} on; whoever splits scripts asks the session
 * for that. A quote that is not closed is a symbol; a block comment that is not closed goes to the end.
 *
 * @since 0.1
 */
public final class SqlScanner {

    /** What a piece is. */
    public enum Kind {
        /** {@code '…'}, with {@code E}, {@code B}, {@code X}, {@code N} or {@code U&} before it if there is one. */
        STRING,
        /** {@code $tag$…$tag$}. */
        DOLLAR_STRING,
        /** {@code "…"}, with {@code U&} before it if it is there. */
        QUOTED_NAME,
        /** From two dashes on, without the end of the line. */
        LINE_COMMENT,
        /** With those inside of it. */
        BLOCK_COMMENT,
        SPACE,
        /** A keyword or a name. */
        WORD,
        NUMBER,
        /** One character; or the dollar quotes around a body that is {@linkplain #intoBodies() gone into}. */
        SYMBOL;

        public boolean isComment() {
            return this == LINE_COMMENT || this == BLOCK_COMMENT;
        }

        public boolean isText() {
            return this == STRING || this == DOLLAR_STRING;
        }
    }

    /** A text in dollar quotes whose pieces are read. */
    private record Body(String quote, int limit) {}

    private final String sql;
    private final Deque<Body> bodies = new ArrayDeque<>();
    private boolean intoBodies;
    private int limit;
    private int start;
    private int end;
    private Kind kind = Kind.SPACE;

    public SqlScanner(String sql) {
        this.sql = sql;
        this.limit = sql.length();
    }

    /** Read what stands in dollar quotes as SQL too: the body of a function or a {@code DO} has quotes and comments of its own. */
    public SqlScanner intoBodies() {
        intoBodies = true;
        return this;
    }

    /** Go on to the next piece; false at the end. */
    public boolean next() {
        start = end;
        if (start >= limit) {
            return leaveBody();
        }
        char c = sql.charAt(start);
        if (SqlCharacters.isSpace(c)) {
            return piece(Kind.SPACE, SqlCharacters.spaceEnd(sql, start, limit));
        }
        if (SqlCharacters.isIdentifierStart(c)) {
            return word(c);
        }
        if (SqlCharacters.isDigit(c)) {
            return piece(Kind.NUMBER, numberEnd());
        }
        return switch (c) {
            case '-' -> sql.startsWith("--", start) ? piece(Kind.LINE_COMMENT, lineEnd()) : symbol();
            case '/' -> sql.startsWith("/*", start) ? piece(Kind.BLOCK_COMMENT, commentEnd()) : symbol();
            case '\'' -> quoted(Kind.STRING, 0, false) || symbol();
            case '"' -> quoted(Kind.QUOTED_NAME, 0, false) || symbol();
            case '$' -> dollar() || symbol();
            default -> symbol();
        };
    }

    public Kind kind() {
        return kind;
    }

    /** Where the piece begins in the whole text. */
    public int start() {
        return start;
    }

    /** Where the next one begins. */
    public int end() {
        return end;
    }

    public String text() {
        return sql.substring(start, end);
    }

    /** Whether the piece is this one character. */
    public boolean is(char symbol) {
        return kind == Kind.SYMBOL && end - start == 1 && sql.charAt(start) == symbol;
    }

    /** Whether the piece is this word, in small or capital letters. */
    public boolean isWord(String word) {
        return kind == Kind.WORD
                && end - start == word.length()
                && sql.regionMatches(true, start, word, 0, word.length());
    }

    /** How deep in bodies the piece lies; 0 outside of all. */
    public int depth() {
        return bodies.size();
    }

    /** Let the piece reach as far as this place, and go on behind it. */
    public void extend(int to) {
        end = Math.max(end, Math.min(to, limit));
    }

    /** Let the piece be this text if it begins so; return whether it does. */
    public boolean takes(String text) {
        boolean begins = sql.startsWith(text, start) && start + text.length() <= limit;
        if (begins) {
            extend(start + text.length());
        }
        return begins;
    }

    /** Return the whole text with other pieces; null leaves one as it is. */
    public String replaceAll(Function<SqlScanner, @Nullable String> other) {
        StringBuilder text = new StringBuilder(sql.length());
        int copied = 0;
        while (next()) {
            String instead = other.apply(this);
            if (instead != null) {
                text.append(sql, copied, start).append(instead);
                copied = end;
            }
        }
        return text.append(sql, copied, sql.length()).toString();
    }

    private boolean piece(Kind found, int to) {
        kind = found;
        end = to;
        return true;
    }

    private boolean symbol() {
        return piece(Kind.SYMBOL, start + 1);
    }

    private boolean word(char c) {
        char lower = SqlCharacters.lower(c);
        boolean unicode = lower == 'u' && sql.startsWith("&", start + 1);
        return switch (lower) {
                    case 'e' -> quoted(Kind.STRING, 1, true);
                    case 'b', 'x', 'n' -> quoted(Kind.STRING, 1, false);
                    case 'u' -> unicode && (quoted(Kind.STRING, 2, false) || quoted(Kind.QUOTED_NAME, 2, false));
                    default -> false;
                }
                || piece(Kind.WORD, SqlCharacters.identifierEnd(sql, start, limit));
    }

    /** Read a quotation, if one begins so many characters further on and is closed. */
    private boolean quoted(Kind found, int prefix, boolean escapes) {
        char quote = found == Kind.QUOTED_NAME ? '"' : '\'';
        int open = start + prefix;
        if (open >= limit || sql.charAt(open) != quote) {
            return false;
        }
        int close = SqlCharacters.quoteEnd(sql, quote, escapes, open + 1, limit);
        return close >= 0 && piece(found, close);
    }

    private boolean dollar() {
        int opened = SqlCharacters.dollarTagEnd(sql, start, limit);
        if (opened < 0) {
            return false;
        }
        String quote = sql.substring(start, opened);
        int close = sql.indexOf(quote, opened);
        if (close < 0 || close + quote.length() > limit) {
            return false;
        }
        if (!intoBodies) {
            return piece(Kind.DOLLAR_STRING, close + quote.length());
        }
        bodies.push(new Body(quote, limit));
        limit = close;
        return piece(Kind.SYMBOL, opened);
    }

    private boolean leaveBody() {
        Body body = bodies.poll();
        if (body == null) {
            return false;
        }
        limit = body.limit();
        return piece(Kind.SYMBOL, start + body.quote().length());
    }

    private int lineEnd() {
        int at = start;
        while (at < limit && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private int commentEnd() {
        int depth = 0;
        for (int at = start; at < limit; at++) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at++;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at++;
                if (depth == 0) {
                    return Math.min(at + 1, limit);
                }
            }
        }
        return limit;
    }

    /** Two dots are no part of one: {@code 1..10} is a range. */
    private int numberEnd() {
        int at = start;
        while (at < limit && (isWord(sql.charAt(at)) || (sql.charAt(at) == '.' && !sql.startsWith("..", at)))) {
            at++;
        }
        return at;
    }

    private static boolean isWord(char c) {
        return c < 0x80 && SqlCharacters.isVariable(c);
    }
}
