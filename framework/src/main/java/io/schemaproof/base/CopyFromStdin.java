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

    /** Read the next piece of a script; return whether it ends such a statement. */
    boolean endsAt(SqlScanner piece) {
        if (!piece.is(';')) {
            read(piece);
            return false;
        }
        boolean ends = stdin;
        begun = false;
        stdin = false;
        return ends;
    }

    private void read(SqlScanner piece) {
        boolean blank = piece.kind() == SqlScanner.Kind.SPACE || piece.kind().isComment();
        if (!begun && !blank) {
            begun = true;
            from = false;
            copy = piece.isWord("COPY");
        } else if (copy && !blank) {
            stdin |= from && piece.isWord("STDIN");
            from = piece.isWord("FROM");
        }
    }
}
