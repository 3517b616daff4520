package io.schemaproof.migration;

import io.schemaproof.base.SqlSpan;
import io.schemaproof.migration.script.SourceText;
import java.util.List;

/**
 * The line of an error, with a caret below the place.
 *
 * @param text of the file
 * @param line as a text
 * @param begin offset of the line in the text
 * @param column of the place, in characters counted from 1
 */
record Excerpt(String text, String line, int begin, int column) {

    private static final int LENGTH = 160;

    static Excerpt of(SourceText source, int number, int column) {
        return new Excerpt(source.text(), source.line(number), source.offset(number), column);
    }

    /** The same without values of sensitive columns; the caret stays below what it is about. */
    Excerpt masked(SqlMask mask) {
        if (line.isBlank()) {
            return this;
        }
        List<SqlSpan> original = mask.shown(text).original();
        List<SqlSpan> shown = mask.shown(text).spans();
        int place = Math.min(begin + line.length(), line.offsetByCodePoints(0, codePoints(column - 1)) + begin);
        StringBuilder masked = new StringBuilder();
        int offset = 0;
        int from = 0;
        int at = -1;
        for (int i = 0; i < original.size() && offset <= begin + line.length(); i++) {
            int end = offset + original.get(i).text().length();
            if (begin >= offset && begin < end) {
                // Lines stay where they are, so that what stands before the line in this part ends with the same line
                // break.
                from = masked.length()
                        + lineIn(shown.get(i).text(), original.get(i).text(), begin - offset);
            }
            if (at < 0 && place < end) {
                at = masked.length()
                        + Math.min(place - offset, shown.get(i).text().length());
            }
            masked.append(shown.get(i).text());
            offset = end;
        }
        int to = masked.indexOf("\n", from);
        String whole = masked.substring(from, to < 0 ? masked.length() : to).stripTrailing();
        int caret = Math.max(0, Math.min(at < 0 ? whole.length() : at - from, whole.length()));
        return new Excerpt("", whole, 0, whole.codePointCount(0, caret) + 1);
    }

    private int codePoints(int wanted) {
        return Math.max(0, Math.min(wanted, line.codePointCount(0, line.length())));
    }

    /** Where the line begins in what is shown of a part that holds several. */
    private static int lineIn(String shown, String original, int begin) {
        int breaks = (int)
                original.substring(0, begin).chars().filter(c -> c == '\n').count();
        int at = 0;
        for (; breaks > 0 && shown.indexOf('\n', at) >= 0; breaks--) {
            at = shown.indexOf('\n', at) + 1;
        }
        return Math.min(at, shown.length());
    }

    /** Two lines, each begun by a line break; nothing where the line is blank. */
    @Override
    public String toString() {
        if (line.isBlank()) {
            return "";
        }
        int[] characters = line.codePoints().toArray();
        int at = Math.min(column - 1, characters.length);
        // Of a very long line only what surrounds the place.
        int from = characters.length <= LENGTH ? 0 : Math.max(0, at - LENGTH / 2);
        int to = Math.min(characters.length, from + LENGTH);
        StringBuilder blank = new StringBuilder();
        for (int i = from; i < at; i++) {
            // A tab stays one, so that the caret stands below its character however wide tabs are.
            blank.append(characters[i] == '\t' ? '\t' : ' ');
        }
        String shown = (from > 0 ? "…" : "")
                + new String(
                        characters,
                        from + (from > 0 ? 1 : 0),
                        to - from - (from > 0 ? 1 : 0) - (to < characters.length ? 1 : 0))
                + (to < characters.length ? "…" : "");
        return "\n  " + shown + "\n  " + blank + "^";
    }
}
