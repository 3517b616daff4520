package io.schemaproof.base;

import static io.schemaproof.base.SqlScanner.Kind.BLOCK_COMMENT;
import static io.schemaproof.base.SqlScanner.Kind.DOLLAR_STRING;
import static io.schemaproof.base.SqlScanner.Kind.LINE_COMMENT;
import static io.schemaproof.base.SqlScanner.Kind.NUMBER;
import static io.schemaproof.base.SqlScanner.Kind.QUOTED_NAME;
import static io.schemaproof.base.SqlScanner.Kind.STRING;
import static io.schemaproof.base.SqlScanner.Kind.SYMBOL;
import static io.schemaproof.base.SqlScanner.Kind.WORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScannerTest {

    private record Piece(SqlScanner.Kind kind, String text, int start) {}

    private static List<Piece> pieces(SqlScanner scanner) {
        List<Piece> pieces = new ArrayList<>();
        while (scanner.next()) {
            if (scanner.kind() != SqlScanner.Kind.SPACE) {
                pieces.add(new Piece(scanner.kind(), scanner.text(), scanner.start()));
            }
        }
        return pieces;
    }

    private static List<Piece> pieces(String sql) {
        return pieces(new SqlScanner(sql));
    }

    private static List<SqlScanner.Kind> kinds(String sql) {
        return pieces(sql).stream().map(Piece::kind).toList();
    }

    @Test
    void each_piece_has_its_place() {
        assertThat(pieces("a1 -- it's\n+ 1.5/* '\" */\"b\"\"c\""))
                .containsExactly(
                        new Piece(WORD, "a1", 0),
                        new Piece(LINE_COMMENT, "-- it's", 3),
                        new Piece(SYMBOL, "+", 11),
                        new Piece(NUMBER, "1.5", 13),
                        new Piece(BLOCK_COMMENT, "/* '\" */", 16),
                        new Piece(QUOTED_NAME, "\"b\"\"c\"", 24));
    }

    @Test
    void a_literal_has_its_letter() {
        for (String literal :
                List.of("'it''s'", "''", "E'it\\'s'", "e'a\\\\'", "b'101'", "X'1F'", "n'x'", "U&'\\0041'", "u&'x'")) {
            assertThat(pieces(literal)).containsExactly(new Piece(STRING, literal, 0));
        }
        assertThat(pieces("U&\"d\\0061\"")).containsExactly(new Piece(QUOTED_NAME, "U&\"d\\0061\"", 0));
        assertThat(kinds("u & 'x'")).containsExactly(WORD, SYMBOL, STRING);
        assertThat(kinds("type'x'")).as("a word ends in e").containsExactly(WORD, STRING);
    }

    /** As the server does since 9.1; with E before it, the quote goes on. */
    @Test
    void a_backslash_in_a_plain_literal_is_one() {
        assertThat(pieces("'\\' || 'a'"))
                .containsExactly(
                        new Piece(STRING, "'\\'", 0),
                        new Piece(SYMBOL, "|", 4),
                        new Piece(SYMBOL, "|", 5),
                        new Piece(STRING, "'a'", 7));
        assertThat(pieces("E'\\' || '")).containsExactly(new Piece(STRING, "E'\\' || '", 0));
        assertThat(kinds("U&'\\' 'a'")).containsExactly(STRING, STRING);
    }

    @Test
    void a_dollar_quote_ends_at_its_own_tag() {
        assertThat(pieces("$q$ $$ ' $Q$ $q$ $$$$"))
                .containsExactly(new Piece(DOLLAR_STRING, "$q$ $$ ' $Q$ $q$", 0), new Piece(DOLLAR_STRING, "$$$$", 17));
        assertThat(kinds("$größe$x$größe$")).containsExactly(DOLLAR_STRING);
        assertThat(kinds("a$b$c$b$")).as("a name may hold dollars").containsExactly(WORD);
        assertThat(kinds("$1$2")).as("parameters").containsExactly(SYMBOL, NUMBER, SYMBOL, NUMBER);
    }

    @Test
    void comments_nest() {
        assertThat(pieces("/* /* */ ' */ a /*/**/*/"))
                .containsExactly(
                        new Piece(BLOCK_COMMENT, "/* /* */ ' */", 0),
                        new Piece(WORD, "a", 14),
                        new Piece(BLOCK_COMMENT, "/*/**/*/", 16));
        assertThat(kinds("/*/ a")).containsExactly(BLOCK_COMMENT);
    }

    @Test
    void what_is_never_closed_is_a_symbol_and_a_comment_goes_to_the_end() {
        assertThat(kinds("'a b")).containsExactly(SYMBOL, WORD, WORD);
        assertThat(kinds("\"a")).containsExactly(SYMBOL, WORD);
        assertThat(kinds("$$a")).containsExactly(SYMBOL, SYMBOL, WORD);
        assertThat(kinds("a /* b")).containsExactly(WORD, BLOCK_COMMENT);
        assertThat(kinds("")).isEmpty();
    }

    @Test
    void a_body_has_pieces_of_its_own() {
        assertThat(pieces(new SqlScanner("DO $$ it's /* a $$ 'x'").intoBodies()))
                .containsExactly(
                        new Piece(WORD, "DO", 0),
                        new Piece(SYMBOL, "$$", 3),
                        new Piece(WORD, "it", 6),
                        new Piece(SYMBOL, "'", 8),
                        new Piece(WORD, "s", 9),
                        new Piece(BLOCK_COMMENT, "/* a ", 11),
                        new Piece(SYMBOL, "$$", 16),
                        new Piece(STRING, "'x'", 19));
        assertThat(pieces(new SqlScanner("$$ $q$a$q$ $$").intoBodies()))
                .extracting(Piece::text)
                .containsExactly("$$", "$q$", "a", "$q$", "$$");
    }

    @Test
    void pieces_are_replaced_where_they_stand() {
        assertThat(new SqlScanner("a = ? AND b ?? '??'").replaceAll(piece -> piece.takes("??") ? "?" : null))
                .isEqualTo("a = ? AND b ? '??'");
        assertThat(new SqlScanner("a 'b' c").replaceAll(piece -> piece.kind() == STRING ? "$1\\" : null))
                .isEqualTo("a $1\\ c");
    }
}
