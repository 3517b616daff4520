package io.schemaproof.catalog;

import java.util.ArrayList;
import java.util.List;

/** Walk over SQL that the server wrote, aware of quotes and parentheses. */
final class SqlText {

    private SqlText() {}

    /** Split at a separator that is in no quotes and no parentheses. */
    static List<String> splitTopLevel(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) {
            if (text.charAt(i) == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The first position of a character that is in no quotes, or the length of the text. */
    static int indexOf(String text, char wanted) {
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == wanted) {
                return i;
            }
            boolean skip = text.charAt(i) == '"' || text.charAt(i) == '\'';
            i = skip ? next(text, i) : i + 1;
        }
        return text.length();
    }

    /** The position after the character, literal, quoted name or parenthesis that begins here. */
    static int next(String text, int position) {
        char c = text.charAt(position);
        if (c == '\'' || c == '"') {
            return endOfQuotes(text, position, c);
        }
        if (c != '(' && c != '[') {
            return position + 1;
        }
        char close = c == '(' ? ')' : ']';
        int i = position + 1;
        while (i < text.length() && text.charAt(i) != close) {
            i = next(text, i);
        }
        return Math.min(i + 1, text.length());
    }

    private static int endOfQuotes(String text, int position, char quote) {
        boolean escapes = quote == '\'' && position > 0 && "eE".indexOf(text.charAt(position - 1)) >= 0;
        int i = position + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
            i++;
        }
        return text.length();
    }
}
