package io.schemaproof.base;

/**
 * Recognise {@code COPY … FROM STDIN}, whose rows the client must send.
 *
 * @since 0.1
 */
public final class CopyFromStdin {

    private boolean begun;
    private boolean copy;
    private boolean from;
    private boolean stdin;
    private boolean colon;
    private int depth;

    CopyFromStdin() {}

    /** Whether a statement is one. */
    public static boolean is(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        CopyFromStdin statement = new CopyFromStdin();
        while (scanner.next()) {
            statement.read(scanner);
            if (statement.stdin || (statement.begun && !statement.copy)) {
                break;
            }
        }
        return statement.stdin;
    }

    /** Whether a word has been read of the statement. */
    boolean isBegun() {
        return begun;
    }

    /** Whether what has been read of the statement is one. */
    boolean isOne() {
        return stdin;
    }

    /** Read the next piece of a script; return whether it ends such a statement. */
    boolean endsAt(SqlScanner piece) {
        if (!piece.is(';')) {
            read(piece);
            return false;
        }
        if (depth > 0) {
            return false;
        }
        boolean ends = stdin;
        begun = false;
        stdin = false;
        return ends;
    }

    /** What is said in parentheses is a query's or a column's; STDOUT means the same here. */
    private void read(SqlScanner piece) {
        if (piece.kind() == SqlScanner.Kind.SPACE || piece.kind().isComment()) {
            colon = false;
            return;
        }
        depth = Math.max(0, depth + (piece.is('(') ? 1 : piece.is(')') ? -1 : 0));
        if (!begun) {
            // psql goes by words alone, those in parentheses left out, and passes over rows behind a statement that
            // begins with
            // COPY but for a stray sign.
            begun = depth == 0 && piece.kind() == SqlScanner.Kind.WORD && !colon;
            copy = begun && piece.isWord("COPY");
            colon = piece.is(':') && !colon;
            from = false;
        } else if (copy && from) {
            stdin = depth == 0 && (piece.isWord("STDIN") || piece.isWord("STDOUT"));
            copy = stdin;
            from = false;
        } else if (copy && !stdin) {
            from = depth == 0 && piece.isWord("FROM");
        }
    }
}
