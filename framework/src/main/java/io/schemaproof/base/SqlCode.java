package io.schemaproof.base;

import java.util.regex.Pattern;

/**
 * SQL without what is no code in it. The bodies of functions and {@code DO} blocks in dollar quotes are code too.
 *
 * @since 0.1
 */
public final class SqlCode {

    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private SqlCode() {}

    /** Return it with a blank for each comment. */
    public static String withoutComments(String sql) {
        return new SqlScanner(sql).intoBodies().replaceAll(piece -> piece.kind().isComment() ? " " : null);
    }

    /** Return it with a blank for each comment and each literal; names in quotation marks stay. */
    public static String withoutCommentsAndTexts(String sql) {
        return new SqlScanner(sql)
                .intoBodies()
                .replaceAll(piece -> piece.kind().isComment() || piece.kind() == SqlScanner.Kind.STRING ? " " : null);
    }

    /** Return it with as many blanks for each comment as it has characters, so that what follows keeps its place and its line. */
    public static String withBlankComments(String sql) {
        return new SqlScanner(sql)
                .intoBodies()
                .replaceAll(piece -> piece.kind().isComment() ? blank(piece.text()) : null);
    }

    private static String blank(String comment) {
        StringBuilder blanks = new StringBuilder(comment);
        for (int i = 0; i < comment.length(); i++) {
            if (comment.charAt(i) != '\n' && comment.charAt(i) != '\r') {
                blanks.setCharAt(i, ' ');
            }
        }
        return blanks.toString();
    }

    /**
     * Return it on one line, as a message shows it: white space between words as one blank, without line comments, which would
     * swallow the rest. Texts and quoted names stay as they are, but for line breaks in them, which are shown as {@code \n}.
     */
    public static String inOneLine(String sql) {
        return inOneLine(sql, Integer.MAX_VALUE);
    }

    /** Return no more than so many characters of {@link #inOneLine}, the last of them an ellipsis where something is left out. */
    public static String abbreviated(String sql, int length) {
        String line = inOneLine(sql, length);
        return line.length() <= length ? line : line.substring(0, length - 1) + "…";
    }

    private static String inOneLine(String sql, int enough) {
        SqlScanner scanner = new SqlScanner(sql).intoBodies();
        StringBuilder line = new StringBuilder();
        boolean blank = false;
        while (line.length() <= enough && scanner.next()) {
            if (scanner.kind() == SqlScanner.Kind.SPACE || scanner.kind() == SqlScanner.Kind.LINE_COMMENT) {
                blank = !line.isEmpty();
                continue;
            }
            line.append(blank ? " " : "").append(piece(scanner));
            blank = false;
        }
        return line.toString();
    }

    private static String piece(SqlScanner piece) {
        return switch (piece.kind()) {
            case BLOCK_COMMENT -> SPACES.matcher(piece.text()).replaceAll(" ");
            case STRING, QUOTED_NAME -> BREAK.matcher(piece.text()).replaceAll("\\\\n");
            default -> piece.text();
        };
    }

    /** Return it from the first piece on that is code; a semicolon with nothing before it is none. */
    public static String afterComments(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        while (scanner.next()) {
            boolean nothing =
                    scanner.kind() == SqlScanner.Kind.SPACE || scanner.kind().isComment() || scanner.is(';');
            if (!nothing) {
                return sql.substring(scanner.start());
            }
        }
        return "";
    }
}
