package io.schemaproof.migration.source;

import java.util.ArrayList;
import java.util.List;

/** A file cut at its marker lines; every piece knows the line on which it begins. */
final class MarkedFile {

    private MarkedFile() {}

    /**
     * Cut a text into lines that keep their line ends.
     */
    static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        int number = 1;
        while (begin < text.length()) {
            int newline = text.indexOf('\n', begin);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(new Line(number, begin, end, text.substring(begin, end).stripTrailing()));
            begin = end;
            number++;
        }
        return lines;
    }

    /**
     * A line.
     *
     * @param number counted from 1
     * @param begin where it begins in the text
     * @param end where the next one begins
     * @param text without what is white at its end
     */
    record Line(int number, int begin, int end, String text) {

        boolean isBlankOrComment() {
            return text.isBlank() || text.strip().startsWith("--");
        }
    }

    /**
     * A piece between two markers.
     *
     * @param marker the line of the marker
     * @param text what stands between it and the next marker
     */
    record Section(Line marker, String text) {

        int firstLine() {
            return marker.number() + 1;
        }
    }
}
