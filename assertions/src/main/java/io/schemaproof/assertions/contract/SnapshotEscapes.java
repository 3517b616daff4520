package io.schemaproof.assertions.contract;

import java.util.Locale;

/**
 * Write text on one line so that an editor neither hides nor changes a part of it: control and format characters, and
 * blanks at both ends, are escaped.
 */
final class SnapshotEscapes {

    private SnapshotEscapes() {}

    /**
     * Escape.
     *
     * @param special further characters that have a meaning where the text stands
     */
    static String escape(String text, String special) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean end = i == 0 || next == text.length();
            if (c == '\\' || special.indexOf(c) >= 0) {
                escaped.append('\\').appendCodePoint(c);
            } else if (c == ' ' && end) {
                escaped.append("\\s");
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c == '\r') {
                escaped.append("\\r");
            } else if (c == '\t') {
                escaped.append("\\t");
            } else if (isHidden(c)) {
                text.substring(i, next)
                        .chars()
                        .forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\u%04x", unit)));
            } else {
                escaped.appendCodePoint(c);
            }
            i = next;
        }
        return escaped.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> c == '\uFFFD';
        };
    }

    /**
     * Take back what {@link #escape} did.
     *
     * @throws IllegalArgumentException if a backslash begins no escape
     */
    static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = ++i < text.length() ? text.charAt(i) : ' ';
            switch (escape) {
                case 's' -> plain.append(' ');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case '\\', ':', '@' -> plain.append(escape);
                case 'u' -> {
                    plain.append(unit(text, i + 1));
                    i += 4;
                }
                default ->
                    throw new IllegalArgumentException(
                            "a backslash that begins none of \\\\ \\s \\n \\r \\t \\: \\@ \\u0000");
            }
        }
        return plain.toString();
    }

    private static char unit(String text, int from) {
        String digits = text.substring(from, Math.min(from + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw new IllegalArgumentException("\\u without four hexadecimal digits");
        }
        return (char) Integer.parseInt(digits, 16);
    }
}
