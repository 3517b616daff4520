package io.schemaproof.reports.picture;

/** Puts text into markup. */
public final class Markup {

    private Markup() {}

    /** Return text as it may stand in HTML or XML, attributes too. What XML does not allow becomes a mark that one character was there. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default ->
                    escaped.appendCodePoint(
                            c < ' ' && c != '\n' && c != '\t'
                                            || c >= 0xD800 && c <= 0xDFFF
                                            || c >= 0xFFFE && c <= 0xFFFF
                                    ? 0xFFFD
                                    : c);
            }
        });
        return escaped.toString();
    }
}
