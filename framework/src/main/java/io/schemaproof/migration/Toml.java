package io.schemaproof.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of a TOML file by their full names; elements of an array have commas between them, and tables in arrays are passed over.
 *
 * <p>What is not TOML is refused, as Flyway does.
 */
final class Toml {

    private final String text;
    private final Map<String, String> values = new TreeMap<>();
    private int at;

    private Toml(String text) {
        this.text = text;
    }

    /** Read a file, in which names that hold a dot are written like others. */
    static Map<String, String> read(String text) {
        Toml toml = new Toml(text.startsWith("\uFEFF") ? text.substring(1) : text);
        toml.file();
        return toml.values;
    }

    /** What cannot be read. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int line;

        private Malformed(String message, int line) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    private void file() {
        String table = "";
        while (skipLines()) {
            if (take("[[")) {
                // Nobody asks for them, and each has the same names.
                table = "[" + key() + "].";
                expect("]]");
            } else if (take("[")) {
                table = key() + ".";
                expect("]");
            } else {
                pair(table);
            }
            endOfLine();
        }
        values.keySet().removeIf(name -> name.startsWith("["));
    }

    private void pair(String prefix) {
        String name = prefix + key();
        expect("=");
        skipBlanks();
        if (peek() == '{') {
            inlineTable(name + ".");
            return;
        }
        String value = value();
        if (values.putIfAbsent(name, value) != null && !name.startsWith("[")) {
            throw malformed("says " + name + " a second time");
        }
    }

    private void inlineTable(String prefix) {
        expect("{");
        skipBlanks();
        if (take("}")) {
            return;
        }
        do {
            pair(prefix);
            skipBlanks();
        } while (take(","));
        expect("}");
    }

    private String key() {
        StringBuilder key = new StringBuilder();
        do {
            skipBlanks();
            if (peek() == '"' || peek() == '\'') {
                key.append(string(String.valueOf(peek())));
            } else {
                int from = at;
                while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-') {
                    at++;
                }
                if (at == from) {
                    throw malformed("has no name here");
                }
                key.append(text, from, at);
            }
            skipBlanks();
        } while (peek() == '.' && key.append('.') != null && take("."));
        return key.toString();
    }

    private String value() {
        for (String quotes : List.of("\"\"\"", "'''", "\"", "'")) {
            if (text.startsWith(quotes, at)) {
                return string(quotes);
            }
        }
        if (peek() == '[') {
            return array();
        }
        int from = at;
        while (at < text.length() && ",]}#\r\n".indexOf(peek()) < 0) {
            at++;
        }
        String bare = text.substring(from, at).strip();
        // Numbers, moments, true and false; anything else lacks its quotes.
        if (!bare.matches("true|false|[+-]?(?:inf|nan|[0-9][0-9A-Fa-fxob_.eE+:TZz -]*)")) {
            at = from;
            throw malformed("has no value here" + (bare.isEmpty() ? "" : "; a text needs quotes"));
        }
        return bare.matches("[0-9+_-]+") ? bare.replace("_", "") : bare;
    }

    private String array() {
        List<String> elements = new ArrayList<>();
        expect("[");
        while (skipLines() && !take("]")) {
            if (peek() == '{') {
                inlineTable("[element].");
            } else {
                elements.add(value());
            }
            boolean more = skipLines();
            if (more && !take(",") && peek() != ']') {
                throw malformed("has an array without its end here");
            }
        }
        if (text.charAt(at - 1) != ']') {
            throw malformed("has an array without its end");
        }
        return String.join(",", elements);
    }

    private String string(String quotes) {
        int opened = at;
        boolean several = quotes.length() == 3;
        boolean escapes = quotes.charAt(0) == '"';
        expect(quotes);
        if (several && !take("\r\n")) {
            boolean unused = take("\n");
        }
        StringBuilder value = new StringBuilder();
        while (!text.startsWith(quotes, at)) {
            if (at >= text.length() || (!several && (peek() == '\n' || peek() == '\r'))) {
                at = opened;
                throw malformed("has a text without its end here");
            }
            if (escapes && peek() == '\\') {
                at++;
                escape(value);
            } else {
                value.append(text.charAt(at++));
            }
        }
        // As many as two quotes may stand before those that end it.
        while (several && text.startsWith(quotes, at + 1)) {
            value.append(text.charAt(at++));
        }
        expect(quotes);
        return value.toString();
    }

    private void escape(StringBuilder value) {
        char c = peek();
        at++;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case '"', '\\' -> value.append(c);
            case 'u', 'U' -> unicode(value, c == 'u' ? 4 : 8);
            case ' ', '\t', '\r', '\n' -> {
                while (Character.isWhitespace(peek())) {
                    at++;
                }
            }
            default -> throw malformed("has an unknown escape \\" + c + "; a text in single quotes has none");
        }
    }

    private void unicode(StringBuilder value, int digits) {
        try {
            value.appendCodePoint(Integer.parseInt(text.substring(at, at + digits), 16));
            at += digits;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw malformed("has a character here that there is not");
        }
    }

    /** Go on to what is no blank, no comment and no end of a line; return whether there is something. */
    private boolean skipLines() {
        while (at < text.length() && (Character.isWhitespace(peek()) || peek() == '#')) {
            if (peek() == '#') {
                skipComment();
            } else {
                at++;
            }
        }
        return at < text.length();
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private void skipComment() {
        while (at < text.length() && peek() != '\n') {
            at++;
        }
    }

    private void endOfLine() {
        skipBlanks();
        if (peek() == '#') {
            skipComment();
        }
        if (at < text.length() && peek() != '\n' && !text.startsWith("\r\n", at)) {
            throw malformed("goes on where the line should end");
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(String wanted) {
        boolean there = text.startsWith(wanted, at);
        at += there ? wanted.length() : 0;
        return there;
    }

    private void expect(String wanted) {
        skipBlanks();
        if (!take(wanted)) {
            throw malformed("has no " + wanted + " here");
        }
    }

    private Malformed malformed(String what) {
        int line = (int) text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new Malformed(what, line);
    }
}
