package io.schemaproof.assertions.structure;

/** Walk over a definition that the server wrote, aware of quotes and parentheses. */
final class DefinitionText {

    private DefinitionText() {}

    /**
     * The position of a marker outside of quotes, or the length of the text.
     *
     * <p>The server writes names that could be mistaken for the marker in quotes.
     */
    static int find(String text, String marker) {
        int at = 0;
        while (at < text.length() && !text.startsWith(marker, at)) {
            at = step(text, at);
        }
        return at;
    }

    /** The position of the parenthesis that closes the one before a position. */
    static int close(String text, int from) {
        int depth = 1;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            at = step(text, at);
        }
        return at;
    }

    private static int step(String text, int at) {
        char quote = text.charAt(at);
        if (quote != '\'' && quote != '"') {
            return at + 1;
        }
        boolean escapes = quote == '\'' && at > 0 && text.charAt(at - 1) == 'E';
        int next = at + 1;
        while (next < text.length()) {
            char c = text.charAt(next);
            if (c == quote) {
                if (!text.startsWith(String.valueOf(quote), next + 1)) {
                    return next + 1;
                }
                next++;
            } else if (escapes && c == '\\') {
                next++;
            }
            next++;
        }
        return next;
    }
}
