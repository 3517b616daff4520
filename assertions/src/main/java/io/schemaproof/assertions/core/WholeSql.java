package io.schemaproof.assertions.core;

import io.schemaproof.base.SqlTokens;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Refuse a piece of SQL that would change the statement around it: {@code a) OR (1=1} makes of any condition one that
 * nothing fails.
 */
public final class WholeSql {

    /** What stands behind the piece; a comment or a quote that is open would swallow it. */
    private static final String END = "schemaproof_end";

    private WholeSql() {}

    /**
     * Return the piece.
     *
     * @throws IllegalArgumentException if a bracket, a quote or a comment is open at its end, a bracket closes that was
     *     not opened, or a semicolon ends it
     */
    public static String of(String sql) {
        String wrong = wrong(SqlTokens.of(sql + " " + END));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("This is not one complete piece of SQL: " + wrong + ": " + sql);
        }
        return sql;
    }

    private static String wrong(List<String> tokens) {
        Deque<String> open = new ArrayDeque<>();
        String before = "";
        for (String token : tokens) {
            // The rest of E'…\' is an open literal, although it looks like one that is closed.
            if (token.equals("'") || token.equals("\"") || (token.startsWith("'") && before.equalsIgnoreCase("e"))) {
                return "a quote is not closed";
            }
            if (before.equals("$") && !Character.isDigit(token.charAt(0))) {
                return "a dollar quote is not closed";
            }
            switch (token) {
                case "(" -> open.push(")");
                case "[" -> open.push("]");
                case ")", "]" -> {
                    if (!token.equals(open.poll())) {
                        return "\"" + token + "\" closes what was not opened";
                    }
                }
                case ";" -> {
                    return "\";\" begins another statement";
                }
                default -> {}
            }
            before = token;
        }
        if (!before.equals(END)) {
            return "a comment is not closed";
        }
        return open.isEmpty() ? "" : "\"" + open.peek() + "\" is missing";
    }
}
