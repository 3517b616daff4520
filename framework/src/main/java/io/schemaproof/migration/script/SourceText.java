package io.schemaproof.migration.script;

import java.util.Arrays;

/**
 * The text of a file, or of a part of one, that knows on which line and column an offset lies.
 *
 * @since 0.1
 */
public final class SourceText {

    private final String path;
    private final String text;
    private final int firstLine;
    private int[] lineStarts = new int[0];

    /**
     * Wrap a text.
     *
     * @param path what messages show
     * @param text the text; a byte order mark at its begin is left out
     * @param firstLine line of the file on which the text begins, counted from 1
     */
    public SourceText(String path, String text, int firstLine) {
        this.path = path;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.firstLine = firstLine;
    }

    /** What messages show. */
    public String path() {
        return path;
    }

    /** The text without a byte order mark. */
    public String text() {
        return text;
    }

    /** Return the place of an offset; of the end where the offset lies behind it. */
    public Position position(int offset) {
        int end = Math.min(offset, text.length());
        int[] starts = lineStarts();
        int found = Arrays.binarySearch(starts, end);
        int line = found >= 0 ? found : -found - 2;
        return new Position(firstLine + line, 1 + text.codePointCount(starts[line], end));
    }

    /** Return the line without its end, or an empty text where the file has no such line here. */
    public String line(int number) {
        int index = number - firstLine;
        int[] starts = lineStarts();
        if (index < 0 || index >= starts.length) {
            return "";
        }
        int end = index + 1 < starts.length ? starts[index + 1] - 1 : text.length();
        if (end > starts[index] && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(starts[index], end);
    }

    /** Return where a line begins; the end where the file has no such line here. */
    public int offset(int number) {
        int index = number - firstLine;
        int[] starts = lineStarts();
        return index < 0 || index >= starts.length ? text.length() : starts[index];
    }

    private int[] lineStarts() {
        if (lineStarts.length == 0) {
            int[] starts = new int[64];
            int count = 1;
            for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
            lineStarts = Arrays.copyOf(starts, count);
        }
        return lineStarts;
    }
}
