package io.schemaproof.base;

/**
 * SQL without what is no code in it. The bodies of functions and {@code DO} blocks in dollar quotes are code too.
 *
 * @since 0.1
 */
public final class SqlCode {

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
