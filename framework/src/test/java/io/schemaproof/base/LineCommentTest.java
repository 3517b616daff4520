package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineCommentTest {

    private static List<String> texts(String sql) {
        return LineComment.in(sql).stream().map(LineComment::text).toList();
    }

    @Test
    void a_comment_goes_to_the_end_of_its_line() {
        assertThat(LineComment.in("SELECT 1 - 1; -- one\r\n--two\nSELECT 2"))
                .containsExactly(new LineComment(14, "-- one"), new LineComment(22, "--two"));
        assertThat(texts("-- it's\n-- \"so\n-- $$ /* '\n--")).containsExactly("-- it's", "-- \"so", "-- $$ /* '", "--");
    }

    @Test
    void what_is_quoted_is_none() {
        assertThat(texts("SELECT '-- a', 'it''s -- b', E'\\' -- c', U&'-- d', \"-- e\", \"f\"\"-- g\" -- h"))
                .containsExactly("-- h");
        assertThat(texts("/* -- a /* -- b */ -- c */ -- d")).containsExactly("-- d");
        assertThat(texts("SELECT 'never closed -- a")).isEmpty();
    }

    @Test
    void the_body_of_a_function_has_comments_and_quotes_of_its_own() {
        assertThat(
                        texts(
                                "DO $$ BEGIN\n -- a\n RAISE 'it is -- b'; END $$; -- c\nSELECT $q$it's$q$, a$b$c -- d\n$1 -- e"))
                .containsExactly("-- a", "-- c", "-- d", "-- e");
    }

    @Test
    void rows_of_copy_are_none() {
        assertThat(texts("-- a\nCOPY t FROM stdin;\nit's\t-- b\n\\.\n-- c\nCOPY t TO stdout; -- d"))
                .containsExactly("-- a", "-- c", "-- d");
        assertThat(texts("COPY t FROM STDIN WITH (FORMAT csv);\n-- a")).isEmpty();
    }

    @Test
    void texts_may_be_long() {
        String literal = "'" + "it''s ".repeat(100_000) + "'";

        assertThat(texts("SELECT " + literal + " -- a")).containsExactly("-- a");
        assertThat(SqlTokens.of("SELECT " + literal)).containsExactly("SELECT", literal);
        assertThat(SqlTokens.of("E'" + "\\'".repeat(100_000) + "'")).hasSize(1);
        assertThat(SqlTokens.of("\"" + "a\"\"".repeat(100_000) + "\"")).hasSize(1);
        assertThat(SqlTokens.of("1" + "0".repeat(100_000))).hasSize(1);
    }
}
