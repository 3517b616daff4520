package io.schemaproof.base;

import java.util.ArrayList;
import java.util.List;

/**
 * A comment from {@code --} to the end of its line.
 *
 * @param start where it begins in the text that was read
 * @param text with the dashes, without the end of the line
 * @since 0.1
 */
public record LineComment(int start, String text) {

    private static final String END_OF_DATA = "\n\\.";

    /** Find all comments, in order: not what looks like one in a literal, a quoted name, a block comment or data of COPY. */
    public static List<LineComment> in(String sql) {
        List<LineComment> found = new ArrayList<>();
        SqlScanner scanner = new SqlScanner(sql).intoBodies();
        CopyFromStdin copy = new CopyFromStdin();
        while (scanner.next()) {
            if (scanner.kind() == SqlScanner.Kind.LINE_COMMENT) {
                found.add(new LineComment(scanner.start(), scanner.text()));
            } else if (scanner.is('\'') || scanner.is('"')) {
                // Never closed, so that nothing behind it is a comment.
                scanner.extend(sql.length());
            } else if (scanner.depth() == 0 && copy.endsAt(scanner)) {
                int data = sql.indexOf(END_OF_DATA, scanner.end());
                scanner.extend(data < 0 ? sql.length() : data + END_OF_DATA.length());
            }
        }
        return found;
    }
}
