package io.schemaproof.query;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.base.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement does, by the keyword that PostgreSQL's grammar lets it begin with.
 *
 * @since 0.1
 */
public enum StatementKind {
    /** Also {@code VALUES} and {@code TABLE}. */
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,

    /** DDL, {@code SET}, {@code CALL} and whatever else has no plan. */
    OTHER;

    private static final Set<String> READING = Set.of("select", "values", "table");
    private static final Set<String> WRITING = Set.of("insert", "update", "delete", "merge");

    /** Tell the kind of a statement. */
    public static StatementKind of(String sql) {
        List<String> tokens = SqlTokens.of(sql).stream()
                .map(token -> token.toLowerCase(Locale.ROOT))
                .dropWhile(token -> token.equals("("))
                .toList();
        if (tokens.isEmpty()) {
            return OTHER;
        }
        return tokens.get(0).equals("with") ? afterWith(tokens) : word(tokens.get(0));
    }

    /** The statement after the common table expressions, which are in parentheses. */
    private static StatementKind afterWith(List<String> tokens) {
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            boolean name = next.equals("as") || next.equals("(");
            if (depth == 0 && (READING.contains(token) || (WRITING.contains(token) && !name))) {
                return word(token);
            }
        }
        return SELECT;
    }

    private static StatementKind word(String keyword) {
        if (READING.contains(keyword)) {
            return SELECT;
        }
        return WRITING.contains(keyword) ? valueOf(keyword.toUpperCase(Locale.ROOT)) : OTHER;
    }

    /** The same statement without its comments, which often tell one execution from another; hints stay. */
    public static String withoutComments(String sql) {
        return new SqlScanner(sql)
                .replaceAll(piece -> piece.kind().isComment() && !piece.text().startsWith("/*+") ? " " : null)
                .strip();
    }

    /** The same statement with every literal as a question mark, so that those differing in values only are alike. */
    public static String withoutLiterals(String sql) {
        return SqlCode.inOneLine(new SqlScanner(sql).replaceAll(piece -> {
            boolean literal = piece.kind().isText() || piece.kind() == SqlScanner.Kind.NUMBER;
            return literal ? "?" : piece.kind().isComment() ? " " : null;
        }));
    }
}
