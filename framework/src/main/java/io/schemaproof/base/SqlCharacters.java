package io.schemaproof.base;

/**
 * The classes of characters of PostgreSQL's lexer.
 *
 * @since 0.1
 */
public final class SqlCharacters {

    private SqlCharacters() {}

    public static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    public static boolean isIdentifierStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    public static int spaceEnd(String text, int from, int end) {
        int at = from;
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    public static int identifierEnd(String text, int from, int end) {
        int at = from;
        while (at < end && (isVariable(text.charAt(at)) || text.charAt(at) == '$')) {
            at++;
        }
        return at;
    }

    /** Return the end of a number with the letters directly behind it, which belong to it: in {@code 1e'a'} no {@code e'…'} begins. */
    public static int numberEnd(String text, int from, int end) {
        int at = digitsEnd(text, from, end);
        if (at < end && text.charAt(at) == '.' && !text.startsWith("..", at)) {
            at = digitsEnd(text, at + 1, end);
        }
        int letters = lettersEnd(text, at, end);
        boolean exponent = letters == at + 1 && lower(text.charAt(at)) == 'e';
        boolean sign = exponent && letters < end && (text.charAt(letters) == '+' || text.charAt(letters) == '-');
        return sign ? lettersEnd(text, digitsEnd(text, letters + 1, end), end) : letters;
    }

    private static int digitsEnd(String text, int from, int end) {
        int at = from;
        while (at < end && (isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        // One that no digit follows begins letters: 1_$$ opens no dollar quote.
        while (at > from && text.charAt(at - 1) == '_') {
            at--;
        }
        return at;
    }

    private static int lettersEnd(String text, int from, int end) {
        return from < end && isIdentifierStart(text.charAt(from)) ? identifierEnd(text, from, end) : from;
    }

    /** Letters and digits: what a variable's name and the rest of a dollar quote's tag consist of. */
    public static boolean isVariable(char c) {
        return isIdentifierStart(c) || isDigit(c);
    }

    public static int variableEnd(String text, int from, int end) {
        int at = from;
        while (at < end && isVariable(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Return the end of {@code $tag$}, or -1 where the dollar at this place opens no quote. */
    public static int dollarTagEnd(String text, int from, int end) {
        int at = from + 1;
        if (at < end && isIdentifierStart(text.charAt(at))) {
            at = variableEnd(text, at, end);
        }
        return at < end && text.charAt(at) == '$' ? at + 1 : -1;
    }

    /**
     * Return the end of a quoted text behind its closing quote, or -1 where it goes on behind the end.
     *
     * @param escapes whether a backslash takes away the meaning of the character behind it
     */
    public static int quoteEnd(String text, char quote, boolean escapes, int from, int end) {
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            boolean doubled = c == quote && at + 1 < end && text.charAt(at + 1) == quote;
            if (c == quote && !doubled) {
                return at + 1;
            }
            at += doubled || (escapes && c == '\\') ? 2 : 1;
        }
        return -1;
    }

    /** Return where the character stands next, or the end. */
    public static int find(String text, char wanted, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != wanted) {
            at++;
        }
        return at;
    }
}
