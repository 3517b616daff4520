package io.schemaproof.migration.script;

import io.schemaproof.base.ByteOrderMark;
import java.util.Arrays;

/**
 * The text of a file, or of a part of one, that knows on which line and column an offset lies.
 *
 * @since 0.1
 */
public final class SourceText {

    /** Of a file of 20 MB with short lines, the places of all would be as large as the file. */
    private static final int LINES_A_MARK = 64;

    private final String path;
    private final String text;
    private final int firstLine;
    private int[] marks = new int[0];

    /**
     * Wrap a text.
     *
     * @param path what messages show
     * @param text the text; a byte order mark at its begin is left out
     * @param firstLine line of the file on which the text begins, counted from 1
     */
    public SourceText(String path, String text, int firstLine) {
        this.path = path;
        this.text = ByteOrderMark.removed(text);
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
        int found = Arrays.binarySearch(marks(), end);
        int mark = found >= 0 ? found : -found - 2;
        int line = mark * LINES_A_MARK;
        int start = marks()[mark];
        for (int next = lineEnd(start); next < end; next = lineEnd(start)) {
            start = next + 1;
            line++;
        }
        return new Position(firstLine + line, 1 + text.codePointCount(start, end));
    }

    /** Return the line without its end, or an empty text where the file has no such line here. */
    public String line(int number) {
        int start = start(number);
        if (start < 0) {
            return "";
        }
        int end = lineEnd(start);
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }

    /** Return where a line begins; the end where the file has no such line here. */
    public int offset(int number) {
        int start = start(number);
        return start < 0 ? text.length() : start;
    }

    /** Where a line begins; -1 where there is none. */
    private int start(int number) {
        int index = number - firstLine;
        if (index < 0 || index / LINES_A_MARK >= marks().length) {
            return -1;
        }
        int start = marks()[index / LINES_A_MARK];
        for (int line = index % LINES_A_MARK; line > 0; line--) {
            start = lineEnd(start) + 1;
            if (start > text.length()) {
                return -1;
            }
        }
        return start;
    }

    private int lineEnd(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    /** Where every so many lines begin. */
    private int[] marks() {
        if (marks.length == 0) {
            int[] starts = new int[64];
            int lines = 1;
            int count = 1;
            for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
                if (lines++ % LINES_A_MARK == 0) {
                    starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                    starts[count++] = i + 1;
                }
            }
            marks = Arrays.copyOf(starts, count);
        }
        return marks;
    }
}
