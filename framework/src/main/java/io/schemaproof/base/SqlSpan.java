package io.schemaproof.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a script, as it stands there; all parts together are the script.
 *
 * @param kind what it is
 * @param text of the part
 * @since 0.1
 */
public record SqlSpan(Kind kind, String text) {

    /**
     * What a part is.
     *
     * @since 0.1
     */
    public enum Kind {
        COMMENT,
        /** With its quotation marks. */
        LITERAL,
        /** The body of a function, or another text between dollars, with these. */
        DOLLAR,
        NUMBER,
        WORD,
        /** A name in quotation marks. */
        NAME,
        /** What {@code COPY … FROM stdin} reads. */
        DATA,
        /** The end of a statement. */
        END,
        SPACE,
        OTHER
    }

    private static final String NAME_START = "[A-Za-z_\\x80-\\x{10FFFF}]";
    private static final String NAME_PART = "[\\w$\\x80-\\x{10FFFF}]";

    private static final Pattern PART = Pattern.compile(
            "(?<COMMENT>--[^\\n\\r]*)"
                    + "|(?<LITERAL>[eE]'(?:[^'\\\\]|''|\\\\.)*+(?:'|\\z)|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*+(?:'|\\z))"
                    + "|(?<NAME>(?:[uU]&)?\"(?:[^\"]|\"\")*+(?:\"|\\z))"
                    + "|(?<DOLLAR>\\$(?<tag>(?:" + NAME_START
                    + "[\\w\\x80-\\x{10FFFF}]*)?)\\$.*?(?:\\$\\k<tag>\\$|\\z))"
                    + "|(?<NUMBER>\\d(?:\\w|\\.(?!\\.))*+)"
                    + "|(?<WORD>" + NAME_START + NAME_PART + "*+)"
                    + "|(?<END>;)"
                    + "|(?<SPACE>\\s++)"
                    + "|(?<OTHER>.)",
            Pattern.DOTALL);

    private static final Pattern COPY = Pattern.compile("(?is)\\s*COPY\\b.*\\bFROM\\s+STDIN\\b.*");
    private static final Pattern END_OF_DATA = Pattern.compile("(?m)^\\\\\\.");

    /** Cut a script into its parts. */
    public static List<SqlSpan> of(String sql) {
        List<SqlSpan> spans = new ArrayList<>();
        Matcher matcher = PART.matcher(sql);
        StringBuilder statement = new StringBuilder();
        for (int at = 0; at < sql.length(); ) {
            SqlSpan span = sql.startsWith("/*", at) ? blockComment(sql, at) : next(matcher, at);
            spans.add(span);
            at += span.text.length();
            if (span.kind == Kind.END) {
                if (COPY.matcher(statement).matches()) {
                    int end = endOfData(sql, at);
                    spans.add(new SqlSpan(Kind.DATA, sql.substring(at, end)));
                    at = end;
                }
                statement.setLength(0);
            } else if (span.kind != Kind.COMMENT && statement.length() < 10_000) {
                statement.append(span.text);
            }
        }
        return spans;
    }

    private static SqlSpan next(Matcher matcher, int at) {
        matcher.region(at, matcher.regionEnd());
        if (!matcher.lookingAt()) {
            throw new IllegalStateException("any character is a part");
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DATA && matcher.group(kind.name()) != null) {
                return new SqlSpan(kind, matcher.group());
            }
        }
        throw new IllegalStateException("each part has a kind");
    }

    private static SqlSpan blockComment(String sql, int start) {
        int depth = 1;
        int at = start + 2;
        while (at < sql.length() && depth > 0) {
            boolean opens = sql.startsWith("/*", at);
            boolean closes = sql.startsWith("*/", at);
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
        }
        return new SqlSpan(Kind.COMMENT, sql.substring(start, at));
    }

    private static int endOfData(String sql, int from) {
        Matcher end = END_OF_DATA.matcher(sql);
        return end.find(from) ? end.end() : sql.length();
    }
}
