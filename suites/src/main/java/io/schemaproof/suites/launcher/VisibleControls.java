package io.schemaproof.suites.launcher;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Shows control characters instead of sending them. Names and messages of a server may hold any, and a terminal that obeys them
 * takes lines away that were printed before. What the launcher sends itself goes through: colours, and the line that is
 * rewritten.
 */
final class VisibleControls extends FilterWriter {

    /** Colours, but not the one that hides text; a line that is begun anew is emptied at once. */
    private static final String OWN = "\\x1b\\[(?!(?:\\d*;)*0*8[;m])[\\d;]*m|\\r\\x1b\\[K|\\r\\n|[\\t\\n]";

    private static final Pattern OWN_OR_OTHER = Pattern.compile("(" + OWN + ")|\\p{Cntrl}|[\\x80-\\x9f]");

    private static final int PICTURES = 0x2400;
    private static final char DELETE = 0x7f;
    private static final String PICTURE_OF_DELETE = "\u2421";

    VisibleControls(Writer out) {
        super(out);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(visible(String.valueOf((char) character)));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        out.write(visible(new String(characters, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(visible(text.substring(from, from + length)));
    }

    /** The text with a picture in place of each control character that is not the launcher's own. */
    static String visible(String text) {
        return OWN_OR_OTHER
                .matcher(text)
                .replaceAll(found -> found.group(1) == null ? picture(found.group()) : found.group());
    }

    private static String picture(String control) {
        char c = control.charAt(0);
        if (c < ' ') {
            return String.valueOf((char) (PICTURES + c));
        }
        return c == DELETE ? PICTURE_OF_DELETE : "\ufffd";
    }
}
